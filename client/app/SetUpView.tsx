import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { NoRecovery, WrongPassword } from '../matrix/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, TextField } from '../ui/index.ts'
import { RecoveryKeyCard } from './RecoveryKeyCard.tsx'
import styles from './start.module.css'

/** `anew` replaces an identity that nobody can open any more; `renewed`, a recovery key that was lost. */
export type Making = 'first' | 'anew' | 'renewed'

/**
 * Makes identity and key backup, and shows the recovery key once. Begins by itself; asks for the password only where
 * the person has not just typed it.
 */
export const SetUpView = (props: { making: Making; onBegin(): void; onDone(): void }) => {
  const w = useWords(appWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [recoveryKey, setRecoveryKey] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [needsPassword, setNeedsPassword] = createSignal(false)
  const [wasWrong, setWrong] = createSignal(false)
  const [password, setPassword] = createSignal('')
  const [error, setError] = createSignal<unknown>(null)

  const isAnew = () => props.making === 'anew'
  const title = () => (props.making === 'renewed' ? w().keyTitle : w().setUpTitle)

  const make = async () => {
    if (isBusy()) return
    setBusy(true)
    setError(null)
    const typed = password() || undefined
    try {
      const made = await (isAnew() ? session.encryption.startOver(typed) : session.encryption.setUp(typed))
      setPassword('')
      setRecoveryKey(made.recoveryKey)
    } catch (thrown) {
      if (thrown instanceof WrongPassword) {
        setWrong(needsPassword())
        setNeedsPassword(true)
      } else if (thrown instanceof NoRecovery) props.onDone()
      else setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  onMount(() => {
    props.onBegin()
    if (!isAnew()) void make()
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void make()
  }
  const isAsking = () => isAnew() || needsPassword() || error() !== null

  return (
    <main class={styles['screen']}>
      <div class={styles['card']}>
        <Switch
          fallback={
            <>
              <h1 class={styles['title']}>{title()}</h1>
              <p class={styles['text']}>{w().setUpText}</p>
              <p class={styles['busy']} role="status">
                {w().settingUp}
              </p>
            </>
          }
        >
          <Match when={recoveryKey()}>
            {(key) => <RecoveryKeyCard recoveryKey={key()} userId={session.userId} onKept={props.onDone} />}
          </Match>
          <Match when={isAsking()}>
            <form class={styles['form']} onSubmit={submit}>
              <h1 class={styles['title']}>{isAnew() ? w().startOverTitle : title()}</h1>
              <p class={styles['text']}>{isAnew() ? w().startOverText : w().setUpText}</p>
              <Show when={error()}>
                {(thrown) => (
                  <div role="alert">
                    <Banner tone="danger" title={w().setUpFailed}>
                      {errors()[errorCodeOf(thrown())].action}
                    </Banner>
                  </div>
                )}
              </Show>
              <Show when={session.hasPassword && (isAnew() || needsPassword())}>
                <TextField
                  label={w().passwordAgain}
                  description={w().passwordAgainHint}
                  type="password"
                  autocomplete="current-password"
                  value={password()}
                  onInput={setPassword}
                  {...(wasWrong() ? { error: w().wrongPassword } : {})}
                />
              </Show>
              <div class={styles['actions']}>
                <Button variant={isAnew() ? 'danger' : 'primary'} type="submit" busy={isBusy()}>
                  {isAnew() ? w().startOverConfirm : error() ? w().retry : w().setUpStart}
                </Button>
                <Show when={props.making !== 'first'}>
                  <Button variant="secondary" disabled={isBusy()} onClick={() => props.onDone()}>
                    {w().back}
                  </Button>
                </Show>
              </div>
            </form>
          </Match>
        </Switch>
      </div>
    </main>
  )
}
