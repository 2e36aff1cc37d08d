import { createSignal, Show } from 'solid-js'
import { type ReportReason, reportReasons } from '#shared/rooms/api.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { roomWords } from '../../i18n/words/rooms.ts'
import { Banner, Button, ChoiceGroup, Dialog, toast } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import type { MessageDialogProps } from './message-dialog.ts'
import styles from './timeline.module.css'

/** Tells the administration of a message, with a reason to choose: words of one's own might repeat what it says. */
export const ReportDialog = (props: MessageDialogProps) => {
  const w = useWords(roomWords)
  const messages = useWords(messageWords)
  const errors = useWords(errorWords)
  const { room } = useConversation()
  const [reason, setReason] = createSignal<ReportReason>('patient-data')
  const [failure, setFailure] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const report = async () => {
    const { eventId } = props.item
    if (!eventId) return
    setBusy(true)
    setFailure(null)
    try {
      await room.report(eventId, reason())
      toast({ tone: 'success', title: w().reportSent })
      props.onClose()
    } catch (error) {
      setFailure(errors()[errorCodeOf(error)].action)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={() => props.onClose()} title={w().reportTitle} description={w().reportText}>
      <ChoiceGroup
        legend={w().reportReason}
        value={reason()}
        onChange={setReason}
        choices={reportReasons.map((value) => ({ value, label: w().reportReasons[value] }))}
      />
      <Show when={failure()}>
        {(text) => (
          <Banner tone="danger" title={w().reportFailed}>
            {text()}
          </Banner>
        )}
      </Show>
      <div class={styles['actions']}>
        <Button onClick={() => props.onClose()}>{messages().close}</Button>
        <Button variant="danger" busy={isBusy()} onClick={() => void report()}>
          {w().report}
        </Button>
      </div>
    </Dialog>
  )
}
