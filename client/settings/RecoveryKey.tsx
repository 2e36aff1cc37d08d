import { createSignal, Show, useContext } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { NoRecovery, WrongRecoveryKey } from '../matrix/errors.ts'
import { NewRecoveryKeyContext } from '../matrix/new-recovery-key.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Dialog, TextField } from '../ui/index.ts'
import styles from './settings.module.css'

/** Whether the recovery key that one has kept still opens the account, and a new one while this device is there. */
export const RecoveryKey = () => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const makeNew = useContext(NewRecoveryKeyContext)
  const [typed, setTyped] = createSignal('')
  const [outcome, setOutcome] = createSignal<'right' | 'wrong' | 'none' | null>(null)
  const [error, setError] = createSignal<unknown>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [isAsking, setAsking] = createSignal(false)

  const type = (text: string) => {
    setTyped(text)
    setOutcome(null)
  }
  const check = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy() || !typed().trim()) return
    setBusy(true)
    setOutcome(null)
    setError(null)
    try {
      await session.encryption.tryRecoveryKey(typed())
      setTyped('')
      setOutcome('right')
    } catch (thrown) {
      if (thrown instanceof WrongRecoveryKey) setOutcome('wrong')
      else if (thrown instanceof NoRecovery) setOutcome('none')
      else setError(thrown)
    } finally {
      setBusy(false)
    }
  }
  const fault = () => {
    switch (outcome()) {
      case 'wrong':
        return w().recoveryWrong
      case 'none':
        return w().recoveryNone
      default:
        return undefined
    }
  }

  return (
    <form class={styles['card']} onSubmit={(event) => void check(event)} noValidate aria-labelledby="recovery-key">
      <h2 id="recovery-key" class={styles['heading']}>
        {w().recoveryTitle}
      </h2>
      <p class={styles['muted']}>{w().recoveryText}</p>
      <TextField
        label={w().recoveryField}
        autocomplete="off"
        spellcheck={false}
        value={typed()}
        onInput={type}
        error={fault()}
      />
      <Show when={outcome() === 'right'}>
        <Banner tone="success" title={w().recoveryRight} />
      </Show>
      <Show when={error()}>
        {(thrown) => (
          <Banner tone="danger" title={errors()[errorCodeOf(thrown())].title}>
            {errors()[errorCodeOf(thrown())].action}
          </Banner>
        )}
      </Show>
      <div class={styles['actions']}>
        <Button variant="secondary" type="submit" busy={isBusy()} disabled={!typed().trim()}>
          {w().recoveryCheck}
        </Button>
        <Button variant="quiet" onClick={() => setAsking(true)}>
          {w().recoveryNew}
        </Button>
      </div>
      <Dialog open={isAsking()} onOpenChange={setAsking} title={w().recoveryNewTitle} description={w().recoveryNewText}>
        <div class={styles['actions']}>
          <Button onClick={() => setAsking(false)}>{w().cancel}</Button>
          <Button variant="primary" onClick={makeNew}>
            {w().recoveryNewConfirm}
          </Button>
        </div>
      </Dialog>
    </form>
  )
}
