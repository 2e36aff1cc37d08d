import { createEffect, createResource, createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { readLink } from '#shared/auth/secret-link.ts'
import { longestGuestName } from '#shared/calls/guests.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { guestWords } from '../i18n/words/guests.ts'
import type { Credentials } from '../matrix/credentials.ts'
import { type Ending, LinkPage, readClinic } from '../sign-in/index.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type EnterRefusal, enterCall } from './enter-call.ts'
import { keepGuest } from './kept-guest.ts'

/**
 * | state | shown | then |
 * | --- | --- | --- |
 * | over | that the call is over, and nothing left | – |
 * | not let in | that nobody let them in, and how to come again | – |
 * | broken | that the link is not whole | – |
 * | asking | who invites, the field for the name | entering |
 * | entering | that it is prepared | the call, or what was refused |
 */
export const GuestEntry = (props: { ending: Ending | null; onEntered(credentials: Credentials): void }) => {
  const w = useWords(guestWords)
  const errors = useWords(errorWords)
  const [clinic] = createResource(readClinic)
  const link = readLink(location.hash)
  const [name, setName] = createSignal('')
  const [isChecked, setChecked] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<EnterRefusal | null>(null)
  let field: HTMLInputElement | HTMLTextAreaElement | undefined

  createEffect(() => {
    document.title = `${w().pageTitle} – Consilium`
  })
  onMount(() => field?.focus())

  const enter = async (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    const called = name().trim()
    if (!link || isBusy()) return
    if (!called) return void field?.focus()
    setBusy(true)
    setRefusal(null)
    const entered = await enterCall(link)
    setBusy(false)
    if (!entered.ok) return void setRefusal(entered.error)
    keepGuest({ name: called, proofKey: entered.value.proofKey })
    // The secret is used up, and need not stay in the history of a shared computer.
    history.replaceState(null, '', location.pathname)
    props.onEntered(entered.value.credentials)
  }
  const refused = () => {
    switch (refusal()) {
      case 'over':
        return { title: errors()['link-over'].title, text: errors()['link-over'].action }
      case 'no-storage':
        return { title: w().noStorageTitle, text: w().noStorageText }
      case 'failed':
        return { title: w().failedTitle, text: w().failedText }
      default:
        return null
    }
  }

  return (
    <LinkPage>
      <Switch>
        <Match when={props.ending === 'guest-over'}>
          <h1>{w().overTitle}</h1>
          <p>{w().overText}</p>
        </Match>
        <Match when={props.ending === 'guest-not-let-in'}>
          <h1>{w().notLetInTitle}</h1>
          <p>{w().notLetInText}</p>
        </Match>
        <Match when={!link}>
          <h1>{w().brokenTitle}</h1>
          <p>{w().brokenText}</p>
        </Match>
        <Match when={link}>
          <h1>{w().pageTitle}</h1>
          <p>{w().pageText(clinic()?.name ?? location.hostname)}</p>
          <form onSubmit={(event) => void enter(event)} noValidate>
            <TextField
              ref={(element) => {
                field = element
              }}
              label={w().name}
              description={w().nameText}
              value={name()}
              onInput={setName}
              maxLength={longestGuestName}
              autocomplete="name"
              required
              {...(isChecked() && !name().trim() ? { error: w().nameMissing } : {})}
            />
            <Show when={refused()}>
              {(words) => (
                <Banner tone="warning" title={words().title}>
                  {words().text}
                </Banner>
              )}
            </Show>
            <Button type="submit" variant="primary" busy={isBusy()}>
              {isBusy() ? w().entering : w().enter}
            </Button>
          </form>
        </Match>
      </Switch>
    </LinkPage>
  )
}
