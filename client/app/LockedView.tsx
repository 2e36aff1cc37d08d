import { createSignal, onMount, Show } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { NoRecovery, WrongRecoveryKey } from '../matrix/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, TextField, toast } from '../ui/index.ts'
import styles from './start.module.css'

/** An account with an identity on a device that is not signed: by another device, by the recovery key, or later. */
export const LockedView = (props: { onLater(): void; onStartOver(): void }) => {
  const w = useWords(appWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [key, setKey] = createSignal('')
  const [isUnlocking, setUnlocking] = createSignal(false)
  const [isAsking, setAsking] = createSignal(false)
  const [keyFault, setKeyFault] = createSignal<string | null>(null)
  const [failure, setFailure] = createSignal<{ title: string; text: string } | null>(null)
  let title: HTMLHeadingElement | undefined
  onMount(() => title?.focus())

  const unlock = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isUnlocking() || !key().trim()) return
    setUnlocking(true)
    setKeyFault(null)
    setFailure(null)
    try {
      await session.encryption.unlock(key())
      toast({ tone: 'success', title: w().verifyDoneTitle })
    } catch (error) {
      if (error instanceof WrongRecoveryKey) setKeyFault(w().wrongRecoveryKey)
      else if (error instanceof NoRecovery) setKeyFault(w().noRecovery)
      else setFailure({ title: w().unlockFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setUnlocking(false)
    }
  }
  const askDevice = async () => {
    setAsking(true)
    setFailure(null)
    try {
      await session.encryption.requestVerification()
    } catch (error) {
      setFailure({ title: w().verifyFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setAsking(false)
    }
  }

  return (
    <main class={styles['screen']}>
      <div class={styles['card']}>
        <h1 ref={title} class={styles['title']} tabIndex={-1}>
          {w().lockedTitle}
        </h1>
        <Show when={session.encryption.isReplaced()} fallback={<p class={styles['text']}>{w().lockedText}</p>}>
          <Banner tone="warning" title={w().replacedTitle}>
            {w().replacedText}
          </Banner>
        </Show>
        <Show when={failure()}>
          {(words) => (
            <div role="alert">
              <Banner tone="danger" title={words().title}>
                {words().text}
              </Banner>
            </div>
          )}
        </Show>
        <section class={styles['way']}>
          <h2 class={styles['subtitle']}>{w().byDevice}</h2>
          <p class={styles['text']}>{w().byDeviceText}</p>
          <Button variant="primary" busy={isAsking()} onClick={() => void askDevice()}>
            {w().byDeviceStart}
          </Button>
        </section>
        <form class={styles['way']} onSubmit={(event) => void unlock(event)}>
          <h2 class={styles['subtitle']}>{w().byKey}</h2>
          <TextField
            label={w().recoveryKey}
            description={w().recoveryKeyHint}
            autocomplete="off"
            value={key()}
            onInput={setKey}
            error={keyFault() ?? undefined}
          />
          <Button variant="secondary" type="submit" busy={isUnlocking()}>
            {w().unlock}
          </Button>
        </form>
        <div class={styles['actions']}>
          <Button variant="quiet" onClick={() => props.onLater()}>
            {w().later}
          </Button>
          <Button variant="quiet" onClick={() => props.onStartOver()}>
            {w().startOver}
          </Button>
        </div>
      </div>
    </main>
  )
}
