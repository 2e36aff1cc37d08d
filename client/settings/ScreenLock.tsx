import { createSignal, Show } from 'solid-js'
import { idleChoices, isPin, useAppLock, usualIdleMinutes } from '../app-lock/index.ts'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Button, Select, TextField, toast } from '../ui/index.ts'
import styles from './settings.module.css'

const never = 'never'

/** The PIN, and after how long without input it is asked for. */
export const ScreenLock = () => {
  const w = useWords(appLockWords)
  const lock = useAppLock()
  const [pin, setPin] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [fault, setFault] = createSignal<'bad' | 'different' | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const attempt = async (work: () => Promise<void>, done?: string) => {
    setBusy(true)
    try {
      await work()
      if (done) toast({ tone: 'success', title: done })
    } catch {
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    } finally {
      setBusy(false)
    }
  }
  const set = (event: SubmitEvent) => {
    event.preventDefault()
    setFault(isPin(pin()) ? (pin() === again() ? null : 'different') : 'bad')
    if (fault() || isBusy()) return
    const minutes = lock.hasPin() ? lock.idleMinutes() : usualIdleMinutes
    void attempt(async () => {
      await lock.setPin(pin(), minutes)
      setPin('')
      setAgain('')
    }, w().pinSet)
  }

  return (
    <div class={styles['card']}>
      <p>{w().text}</p>
      <Show when={lock.hasPin()}>
        <Select
          label={w().idle}
          value={String(lock.idleMinutes() ?? never)}
          options={idleChoices.map((minutes) => ({
            value: String(minutes ?? never),
            label: minutes === null ? w().idleNever : w().minutes(minutes),
          }))}
          onChange={(value) => void attempt(() => lock.setIdleMinutes(value === never ? null : Number(value)))}
        />
        <div class={styles['actions']}>
          <Button variant="primary" onClick={() => lock.lockNow()}>
            {w().lockNow}
          </Button>
          <Button variant="secondary" busy={isBusy()} onClick={() => void attempt(lock.removePin, w().pinRemoved)}>
            {w().removePin}
          </Button>
        </div>
        <p class={styles['muted']}>{w().shortcut}</p>
      </Show>
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
          <Button variant={lock.hasPin() ? 'secondary' : 'primary'} type="submit" busy={isBusy()}>
            {lock.hasPin() ? w().changePin : w().setPin}
          </Button>
        </div>
      </form>
      <p class={styles['muted']}>{w().limit}</p>
    </div>
  )
}
