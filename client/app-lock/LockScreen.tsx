import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Button, TextField } from '../ui/index.ts'
import styles from './app-lock.module.css'
import { type Try, useAppLock } from './app-lock.ts'
import { Forgotten, LockCard } from './LockCard.tsx'
import { PasskeyEntry } from './PasskeyEntry.tsx'
import { mostWrongTries } from './pin.ts'

/** In place of everything while a session goes on. */
export const LockScreen = (props: { signOut(): Promise<void>; children?: JSX.Element }) => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  return (
    <LockCard>
      {props.children}
      <Show when={lock.state() !== 'ending'} fallback={<p role="status">{w().ending}</p>}>
        <Show when={lock.way() === 'passkey'} fallback={<PinEntry signOut={props.signOut} />}>
          <PasskeyEntry open={lock.tryPasskey} />
          <Forgotten question={w().passkeyLost} signOut={props.signOut} />
        </Show>
      </Show>
    </LockCard>
  )
}

const fewLeft = 5

const PinEntry = (props: { signOut(): Promise<void> }) => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  const [pin, setPin] = createSignal('')
  const [answer, setAnswer] = createSignal<Try | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 500)
  onCleanup(() => clearInterval(timer))

  const waitSeconds = () => Math.max(0, Math.ceil((lock.notBefore() - now()) / 1_000))
  const left = () => mostWrongTries - lock.wrongTries()
  const fault = () => {
    if (answer() !== 'wrong' || isBusy()) return null
    return left() <= fewLeft ? `${w().wrong} ${w().triesLeft(left())}` : w().wrong
  }

  const open = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy() || !pin() || waitSeconds() > 0) return
    setBusy(true)
    try {
      setAnswer(await lock.tryPin(pin()))
    } finally {
      setPin('')
      setBusy(false)
    }
  }

  return (
    <>
      <form class={styles['form']} onSubmit={(event) => void open(event)} noValidate>
        <TextField
          label={w().pin}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          autofocus
          value={pin()}
          onInput={setPin}
          error={fault() ?? undefined}
        />
        <Show when={waitSeconds() > 0}>
          <p role="status" class={styles['hint']}>
            {w().wait(waitSeconds())}
          </p>
        </Show>
        <Button variant="primary" type="submit" busy={isBusy()} disabled={waitSeconds() > 0}>
          {w().open}
        </Button>
      </form>
      <Forgotten question={w().forgotten} signOut={props.signOut} />
    </>
  )
}
