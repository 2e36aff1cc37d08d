import { createSignal, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { Button, Dialog, toast } from '../../ui/index.ts'
import { useUrgent } from '../../urgent/index.ts'
import { useConversation } from '../conversation-context.ts'
import { isDeletable } from './message-actions.ts'
import type { MessageDialogProps } from './message-dialog.ts'
import { deleteMessage } from './message-verbs.ts'
import styles from './timeline.module.css'

/** Warns that what is deleted does not come back, or says that it is too late for it. */
export const DeleteDialog = (props: MessageDialogProps) => {
  const w = useWords(messageWords)
  const conversation = useConversation()
  const urgent = useUrgent()
  const [isBusy, setBusy] = createSignal(false)
  const isInTime = () => isDeletable(props.item, Date.now())
  const remove = async () => {
    setBusy(true)
    try {
      await deleteMessage(conversation, props.item)
      if (props.item.urgent) await urgent.remove(conversation.room.roomId, props.item.urgent.alertId)
    } catch {
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    }
    props.onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={() => props.onClose()}
      title={isInTime() ? w().deleteTitle : w().tooLateTitle}
      description={isInTime() ? (props.item.urgent ? w().deleteUrgentText : w().deleteText) : w().tooLateText}
    >
      <div class={styles['actions']}>
        <Button onClick={() => props.onClose()}>{isInTime() ? w().keep : w().close}</Button>
        <Show when={isInTime()}>
          <Button variant="danger" busy={isBusy()} onClick={() => void remove()}>
            {w().actions.delete}
          </Button>
        </Show>
      </div>
    </Dialog>
  )
}
