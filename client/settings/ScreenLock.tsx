import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { idleChoices, isPin, mayHavePasskey, NoSecret, useAppLock } from '../app-lock/index.ts'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { maySealAway } from '../matrix/local-key.ts'
import { useSession } from '../matrix/session-context.tsx'
import { answerOf, Button, Select, TextField, toast } from '../ui/index.ts'
import styles from './settings.module.css'

const never = 'never'

/** What opens this device, and after how long without input it is asked for. */
export const ScreenLock = () => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  const session = useSession()
  const [isBusy, setBusy] = createSignal(false)
  const [isPossible] = createResource(mayHavePasskey)
  const [isSealable] = createResource(() => lock.way() ?? 'open', maySealAway)

  const attempt = async (
    work: () => Promise<void>,
    done: string | null,
    failed: (error: unknown) => { title: string; text: string },
  ) => {
    setBusy(true)
    try {
      await work()
      if (done !== null) toast({ tone: 'success', title: done })
    } catch (error) {
      toast({ tone: 'danger', ...failed(error) })
    } finally {
      setBusy(false)
    }
  }
  const notKept = () =>
    lock.way() === 'passkey'
      ? { title: w().passkeyNotConfirmed, text: w().passkeyNotConfirmedText }
      : { title: w().notKept, text: w().notKeptText }
  const notMade = (error: unknown) => ({
    title: w().passkeyNotMade,
    text: error instanceof NoSecret ? w().passkeyNoSecretText : w().passkeyNotMadeText,
  })
  const keepIdle = (value: string) =>
    void attempt(
      () => lock.setIdleMinutes(value === never ? null : Number(value)),
      null,
      () => ({ title: w().notKept, text: w().notKeptText }),
    )

  return (
    <div class={styles['card']}>
      <p>{w().text}</p>
      <Show when={lock.way()}>
        <Select
          label={w().idle}
          value={String(lock.idleMinutes() ?? never)}
          options={idleChoices.map((minutes) => ({
            value: String(minutes ?? never),
            label: minutes === null ? w().idleNever : w().minutes(minutes),
          }))}
          onChange={keepIdle}
        />
        <div class={styles['actions']}>
          <Button variant="primary" onClick={() => lock.lockNow()}>
            {w().lockNow}
          </Button>
          <Button variant="secondary" busy={isBusy()} onClick={() => void attempt(lock.remove, w().removed, notKept)}>
            {w().remove}
          </Button>
        </div>
        <p class={styles['muted']}>{w().shortcut}</p>
      </Show>
      <Show when={answerOf(isPossible)}>
        <h2 class={styles['heading']}>{w().passkeyTitle}</h2>
        <p>{lock.way() === 'passkey' ? w().passkeyOn : w().passkeyText}</p>
        <Switch>
          <Match when={lock.way() === 'passkey'}>{null}</Match>
          <Match when={answerOf(isSealable) === false}>
            <p class={styles['muted']}>{w().passkeyTooOldText}</p>
          </Match>
          <Match when={answerOf(isSealable)}>
            <div class={styles['actions']}>
              <Button
                variant={lock.way() ? 'secondary' : 'primary'}
                busy={isBusy()}
                onClick={() => void attempt(() => lock.setPasskey(session.displayName()), w().passkeySet, notMade)}
              >
                {w().setPasskey}
              </Button>
            </div>
          </Match>
        </Switch>
      </Show>
      <PinForm isBusy={isBusy()} keep={(pin) => attempt(() => lock.setPin(pin), w().pinSet, notKept)} />
      <p class={styles['muted']}>{w().limit}</p>
    </div>
  )
}

const PinForm = (props: { isBusy: boolean; keep(pin: string): Promise<void> }) => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  const [pin, setPin] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [fault, setFault] = createSignal<'bad' | 'different' | null>(null)
  const titles = () => ({ pin: w().changePin, passkey: w().pinInstead })
  const title = () => {
    const way = lock.way()
    return way ? titles()[way] : w().setPin
  }

  const set = (event: SubmitEvent) => {
    event.preventDefault()
    setFault(isPin(pin()) ? (pin() === again() ? null : 'different') : 'bad')
    if (fault() || props.isBusy) return
    void props.keep(pin()).then(() => {
      setPin('')
      setAgain('')
    })
  }
  return (
    <>
      <h2 class={styles['heading']}>{w().pinTitle}</h2>
      <form class={styles['form']} onSubmit={set} noValidate>
        <TextField
          label={w().newPin}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          description={w().newPinHint}
          value={pin()}
          onInput={setPin}
          {...(fault() === 'bad' ? { error: w().badPin } : {})}
        />
        <TextField
          label={w().repeatPin}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          value={again()}
          onInput={setAgain}
          {...(fault() === 'different' ? { error: w().differentPins } : {})}
        />
        <div class={styles['actions']}>
          <Button variant={lock.way() ? 'secondary' : 'primary'} type="submit" busy={props.isBusy}>
            {title()}
          </Button>
        </div>
      </form>
    </>
  )
}
