import { type Component, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { type Question, useConversation } from '../conversation-context.ts'
import { DeleteDialog } from './DeleteDialog.tsx'
import type { MessageDialogProps } from './message-dialog.ts'
import { ReadersDialog } from './ReadersDialog.tsx'
import { ReportDialog } from './ReportDialog.tsx'
import { VersionsDialog } from './VersionsDialog.tsx'

const dialogs: Partial<Record<Question['kind'], Component<MessageDialogProps>>> = {
  delete: DeleteDialog,
  versions: VersionsDialog,
  readers: ReadersDialog,
  report: ReportDialog,
}

/** What is asked or shown about one message. */
export const MessageDialogs = () => {
  const { room, question, ask } = useConversation()
  const asked = () => {
    const { kind, key } = question() ?? {}
    const dialog = kind && dialogs[kind]
    const item = dialog && room.timeline().find((one) => one.key === key)
    return dialog && item ? { dialog, item } : null
  }
  return (
    <Show when={asked()}>
      {(now) => <Dynamic component={now().dialog} item={now().item} onClose={() => ask(null)} />}
    </Show>
  )
}
