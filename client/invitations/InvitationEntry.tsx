import { createEffect, createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { longestPassword, shortestPassword } from '#shared/auth/invitation.ts'
import { readLink, type SecretLink } from '#shared/auth/secret-link.ts'
import { localpartOf, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { invitationWords } from '../i18n/words/invitations.ts'
import { signInWords } from '../i18n/words/sign-in.ts'
import { type Credentials, keepCredentials } from '../matrix/credentials.ts'
import { deviceOf, LinkPage, logIn, readClinic } from '../sign-in/index.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { acceptInvitation, type InvitationRefusal, lookAtInvitation } from './ask-invitation.ts'

type Props = {
  /** Somebody is signed in in this browser, who must not be signed out by a link. */
  isTaken: boolean
  onSignedIn(credentials: Credentials, password: string): void
}

/**
 * | state | shown | then |
 * | --- | --- | --- |
 * | taken | that somebody is signed in here | – |
 * | broken | that the link is not whole | – |
 * | looking | that the link is checked | form, over or failed |
 * | form | whose account it is, and the fields for the password | busy |
 * | over | that the link is used, replaced or too old | sign-in |
 * | failed | that the clinic does not answer | once more |
 * | set | that the password is set, and signing in failed | sign-in |
 */
export const InvitationEntry = (props: Props) => {
  const w = useWords(invitationWords)
  const words = useWords(signInWords)
  const [clinic] = createResource(readClinic)
  const link = readLink(location.hash)
  const [looked, { refetch }] = createResource(async () => (link && !props.isTaken ? lookAtInvitation(link) : null))
  const [password, setPassword] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [isChecked, setChecked] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<InvitationRefusal | null>(null)
  const [isSet, setSet] = createSignal(false)
  let form: HTMLFormElement | undefined

  createEffect(() => {
    document.title = `${w().pageTitle} – Consilium`
  })

  const invitation = () => {
    const answer = looked()
    return answer?.ok ? answer.value : null
  }
  /** Why there is no form, or why there is none any more. */
  const whyNot = () => {
    const answer = looked()
    if (refusal() === 'over' || (answer && !answer.ok && answer.error === 'over')) return 'over'
    return answer && !answer.ok ? 'failed' : null
  }
  const isTooShort = () => password().length < shortestPassword
  const isOther = () => password() !== again()

  const signIn = async (userId: UserId): Promise<void> => {
    const { browser, system } = deviceOf(navigator.userAgent)
    const login = await logIn(
      { userName: userId, password: password(), deviceName: words().deviceName(browser, system) },
      serverOf(userId),
      (input, init) => fetch(input, init),
    )
    // The secret is used up, and need not stay in the history of a shared computer.
    history.replaceState(null, '', '/')
    if (!login.ok) return void setSet(true)
    const credentials = { ...login.value, homeserverUrl: location.origin }
    const isKept = await keepCredentials(credentials).then(
      () => true,
      () => false,
    )
    if (isKept) props.onSignedIn(credentials, password())
    else setSet(true)
  }
  const accept = async (from: SecretLink) => {
    setChecked(true)
    setRefusal(null)
    if (isTooShort() || isOther()) return void form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    setBusy(true)
    const accepted = await acceptInvitation({ ...from, password: password() })
    if (accepted.ok) await signIn(accepted.value.userId)
    else setRefusal(accepted.error)
    setBusy(false)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (link && !isBusy()) void accept(link)
  }
  const toSignIn = () => location.replace('/')

  return (
    <LinkPage>
      <Switch fallback={<p role="status">{w().looking}</p>}>
        <Match when={props.isTaken}>
          <h1>{w().takenTitle}</h1>
          <p>{w().takenText}</p>
        </Match>
        <Match when={!link}>
          <h1>{w().brokenTitle}</h1>
          <p>{w().brokenText}</p>
        </Match>
        <Match when={isSet()}>
          <h1>{w().setTitle}</h1>
          <p>{w().setText}</p>
          <Button variant="primary" onClick={toSignIn}>
            {w().toSignIn}
          </Button>
        </Match>
        <Match when={whyNot() === 'over'}>
          <h1>{w().overTitle}</h1>
          <p>{w().overText}</p>
          <Button variant="primary" onClick={toSignIn}>
            {w().toSignIn}
          </Button>
        </Match>
        <Match when={whyNot() === 'failed'}>
          <h1>{w().failedTitle}</h1>
          <p>{w().failedText}</p>
          <Button variant="primary" onClick={() => void refetch()}>
            {w().retry}
          </Button>
        </Match>
        <Match when={invitation()}>
          {(found) => (
            <>
              <h1>{w().welcome(found().name)}</h1>
              <p>{w().text(clinic()?.name ?? location.hostname)}</p>
              <form ref={form} onSubmit={submit} noValidate>
                <TextField
                  label={w().userName}
                  name="username"
                  autocomplete="username"
                  value={localpartOf(found().userId)}
                  onInput={() => {}}
                  readonly
                />
                <TextField
                  label={w().password}
                  description={w().passwordHint(shortestPassword)}
                  type="password"
                  name="password"
                  autocomplete="new-password"
                  autofocus
                  required
                  maxLength={longestPassword}
                  value={password()}
                  onInput={setPassword}
                  {...(isChecked() && isTooShort() ? { error: w().tooShort(shortestPassword) } : {})}
                />
                <TextField
                  label={w().again}
                  type="password"
                  name="password-again"
                  autocomplete="new-password"
                  required
                  maxLength={longestPassword}
                  value={again()}
                  onInput={setAgain}
                  {...(isChecked() && !isTooShort() && isOther() ? { error: w().notSame } : {})}
                />
                <div aria-live="polite">
                  <Show when={refusal() === 'failed'}>
                    <Banner tone="danger" title={w().failedTitle}>
                      {w().failedText}
                    </Banner>
                  </Show>
                </div>
                <Button type="submit" variant="primary" busy={isBusy()}>
                  {isBusy() ? w().busy : w().begin}
                </Button>
              </form>
            </>
          )}
        </Match>
      </Switch>
    </LinkPage>
  )
}
