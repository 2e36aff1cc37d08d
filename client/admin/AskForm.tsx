import { createSignal, type JSX, Show } from 'solid-js'
import { type ApiError, apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import { Button } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { ConfirmIdentity } from './ConfirmIdentity.tsx'
import { createConfirmation } from './create-confirmation.ts'
import { RefusalBanner } from './Failure.tsx'

type Props = {
  /** What the button says that sends it. */
  submit: string
  danger?: boolean
  disabled?: boolean
  onCancel(): void
  /** Throws what the service refused; returns without having sent anything when what was entered is not right. */
  onSubmit(): Promise<void>
  /** Says better than the words of its code what was refused; undefined: it does not. */
  refused?(error: ApiError): JSX.Element | undefined
  children?: JSX.Element
}

/**
 * What a dialog of the administration asks and sends: once at a time, with what was refused, and the way out. Where the
 * service wants to know once more who it is, it asks for that too, and sends again.
 */
export const AskForm = (props: Props) => {
  const w = useWords(uiWords)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const confirmation = createConfirmation()
  const refuse = async (refused: ApiError) => {
    if (refused.code === 'confirmation-needed') await confirmation.begin()
    else setError(refused)
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy() || props.disabled) return
    setBusy(true)
    setError(null)
    try {
      if (await confirmation.confirm()) await props.onSubmit()
    } catch (thrown) {
      await refuse(apiErrorOf(thrown)).catch((other) => setError(apiErrorOf(other)))
    } finally {
      setBusy(false)
    }
  }
  const refused = () => {
    const found = error()
    return found ? props.refused?.(found) : undefined
  }

  return (
    <form class={styles['dialog']} onSubmit={(event) => void submit(event)} noValidate>
      {props.children}
      <Show when={confirmation.asked()}>
        {(asked) => (
          <ConfirmIdentity
            ways={asked().ways}
            password={confirmation.password()}
            onPassword={confirmation.setPassword}
            isWrong={confirmation.isWrong()}
          />
        )}
      </Show>
      <Show when={refused()} fallback={<RefusalBanner error={error()} />}>
        {(words) => words()}
      </Show>
      <div class={styles['dialogActions']}>
        <Button variant="secondary" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button
          variant={props.danger ? 'danger' : 'primary'}
          type="submit"
          busy={isBusy()}
          {...(props.disabled ? { disabled: true } : {})}
        >
          {props.submit}
        </Button>
      </div>
    </form>
  )
}
