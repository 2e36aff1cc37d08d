import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { dateOf, daysBetween, useChoices } from '../availability/index.ts'
import { PersonSearch } from '../directory/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Avatar, Button, Checkbox, IconButton, TextField } from '../ui/index.ts'
import styles from './settings.module.css'

/** From when until when I am away, and who is there instead. */
export const Absence = () => {
  const w = useWords(availabilityWords)
  const session = useSession()
  const format = useFormat()
  const clinicName = useClinicName()
  const { store, attempt, isBusy } = useChoices()
  const planned = () => store.own()?.absence ?? null
  const [first, setFirst] = createSignal(dateOf(Date.now()))
  const [last, setLast] = createSignal('')
  const [cover, setCover] = createSignal<UserId | null>(null)
  const [isForwarding, setForwarding] = createSignal(false)
  const [isWrong, setWrong] = createSignal(false)

  createEffect(
    on(planned, (absence) => {
      if (!absence) return
      setFirst(dateOf(absence.during.start))
      setLast(dateOf(absence.during.end - 1))
      setCover(absence.cover)
      setForwarding(absence.isForwarding)
    }),
  )

  let saveButton: HTMLElement | undefined
  /** What was pressed to choose or to drop somebody is gone then: what comes in its place has the focus. */
  let hasMoved = false
  const moveTo = (element: HTMLElement) => {
    if (hasMoved) queueMicrotask(() => element.focus())
  }
  const choose = (next: UserId | null) => {
    hasMoved = true
    setCover(next)
    if (!next) setForwarding(false)
  }

  const save = (event: SubmitEvent) => {
    event.preventDefault()
    const during = daysBetween(first(), last(), Date.now())
    setWrong(!during)
    if (!during) return
    const absence = { during, cover: cover(), isForwarding: isForwarding() && cover() !== null }
    void attempt(() => store.beAbsent(absence))
  }
  const end = () =>
    attempt(async () => {
      await store.beAbsent(null)
      setLast('')
      hasMoved = false
      setCover(null)
      setForwarding(false)
      saveButton?.focus()
    })

  return (
    <form class={styles['card']} onSubmit={save} noValidate aria-labelledby="absence">
      <h2 id="absence" class={styles['heading']}>
        {w().absence}
      </h2>
      <Show when={planned()}>
        {(absence) => (
          <p role="status">{w().planned(format.date(absence().during.start), format.date(absence().during.end - 1))}</p>
        )}
      </Show>
      <div class={styles['facts']}>
        <TextField label={w().first} type="date" value={first()} onInput={setFirst} />
        <TextField
          label={w().last}
          type="date"
          min={first()}
          value={last()}
          onInput={setLast}
          {...(isWrong() ? { error: w().wrongDays } : {})}
        />
      </div>
      <Show
        when={cover()}
        fallback={
          <PersonSearch
            label={w().searchCover}
            choose={w().choose}
            isLeftOut={(user) => user === session.userId}
            onChoose={({ userId }) => choose(userId)}
            ref={moveTo}
          />
        }
      >
        {(chosen) => (
          <>
            <div class={styles['who']}>
              <Avatar name={session.nameOf(chosen())} />
              <div>
                <p class={styles['muted']}>{w().cover}</p>
                <p>{session.nameOf(chosen())}</p>
                <p class={styles['muted']}>{clinicName(serverOf(chosen()))}</p>
              </div>
              <IconButton
                ref={moveTo}
                label={w().dropCover(session.nameOf(chosen()))}
                icon={X}
                onClick={() => choose(null)}
              />
            </div>
            <Checkbox
              label={w().forward}
              description={w().forwardHint}
              checked={isForwarding()}
              onChange={setForwarding}
            />
          </>
        )}
      </Show>
      <div class={styles['actions']}>
        <Button
          ref={(element) => {
            saveButton = element
          }}
          variant="primary"
          type="submit"
          busy={isBusy()}
        >
          {w().save}
        </Button>
        <Show when={planned()}>
          <Button variant="secondary" onClick={() => void end()}>
            {w().end}
          </Button>
        </Show>
      </div>
    </form>
  )
}
