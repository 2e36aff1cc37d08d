import { createEffect, createSignal } from 'solid-js'
import type { Reason } from '#shared/consults/task-content.ts'
import { useWords } from '../i18n/index.ts'
import { taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Button, ChoiceGroup, Dialog } from '../ui/index.ts'

import styles from './consults.module.css'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  title: string
  text: string
  confirm: string
  reasons: readonly Reason[]
  /** Resolves with whether it was done; then the dialog closes. */
  onConfirm(reason: Reason): Promise<boolean>
}

/** A step that needs a coded reason. */
export const ReasonDialog = (props: Props) => {
  const w = useWords(consultWords)
  const reasonName = useWords(taskReasonWords)
  const [reason, setReason] = createSignal<Reason | null>(null)
  const [isMissing, setMissing] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  createEffect(() => {
    if (props.open) return
    setReason(null)
    setMissing(false)
  })

  const confirm = async () => {
    const chosen = reason()
    setMissing(!chosen)
    if (!chosen || isBusy()) return
    setBusy(true)
    const isDone = await props.onConfirm(chosen)
    setBusy(false)
    if (isDone) props.onOpenChange(false)
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={props.title} description={props.text}>
      <div class={styles['stack']}>
        <ChoiceGroup
          legend={w().reasonLabel}
          stacked
          value={reason()}
          onChange={setReason}
          choices={props.reasons.map((value) => ({ value, label: reasonName()[value] }))}
          error={isMissing() ? w().chooseReason : undefined}
        />
        <div class={styles['actions']}>
          <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
            {w().close}
          </Button>
          <Button variant="primary" busy={isBusy()} onClick={() => void confirm()}>
            {props.confirm}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
