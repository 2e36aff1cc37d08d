import { createSignal } from 'solid-js'
import { reasons } from '#shared/consults/task-content.ts'
import { HandDialog } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Select } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { type HandReason, useHandOver } from './consult-actions.ts'

/** To which colleague a consult goes, and why. */
export const HandOver = (props: { consult: Consult; open: boolean; onOpenChange(isOpen: boolean): void }) => {
  const w = useWords(consultWords)
  const reasonName = useWords(taskReasonWords)
  const handOver = useHandOver()
  const [reason, setReason] = createSignal<HandReason>('end-of-shift')
  return (
    <HandDialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={w().handTitle(props.consult.task.label)}
      hand={(person, note) => handOver(props.consult, person, reason(), note)}
    >
      <Select
        label={w().reasonLabel}
        value={reason()}
        onChange={setReason}
        options={reasons.handed.map((value) => ({ value, label: reasonName()[value] }))}
      />
    </HandDialog>
  )
}
