import LockKeyhole from 'lucide-solid/icons/lock-keyhole'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Banner, Button, TextField } from '../ui/index.ts'
import styles from './app-lock.module.css'
import { type Try, useAppLock } from './app-lock.ts'
import { mostWrongTries } from './pin.ts'

/** Whoever sees it learns that somebody is signed in here, and nothing else. */
const fewLeft = 5

export const LockScreen = (props: { signOut(): Promise<void>; children?: JSX.Element }) => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  const [pin, setPin] = createSignal('')
  const [answer, setAnswer] = createSignal<Try | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [isForgotten, setForgotten] = createSignal(false)
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 500)
  onCleanup(() => clearInterval(timer))
  onMount(() => {
    document.title = w().appName
  })

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
  const leave = async () => {
    setBusy(true)
    await props.signOut().finally(() => setBusy(false))
  }

  return (
    <main class={styles['screen']}>
      <div class={styles['card']}>
        <LockKeyhole size={32} aria-hidden="true" />
        <h1 class={styles['title']}>{w().title}</h1>
        {props.children}
        <Show when={lock.state() !== 'ending'} fallback={<p role="status">{w().ending}</p>}>
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
          <Show
            when={isForgotten()}
            fallback={
              <Button variant="quiet" onClick={() => setForgotten(true)}>
                {w().forgotten}
              </Button>
            }
          >
            <Banner
              tone="warning"
              title={w().forgottenTitle}
              action={
                <Button variant="danger" size="small" busy={isBusy()} onClick={() => void leave()}>
                  {w().signOut}
                </Button>
              }
            >
              {w().forgottenText}
            </Banner>
          </Show>
        </Show>
      </div>
    </main>
  )
}
