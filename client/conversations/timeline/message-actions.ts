import Copy from 'lucide-solid/icons/copy'
import Pencil from 'lucide-solid/icons/pencil'
import Reply from 'lucide-solid/icons/reply'
import type { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import type { Icon } from '../../ui/index.ts'
import type { Conversation } from '../conversation-context.ts'

/** Something that one can do with a message. */
export type MessageAction = {
  /** Its word is `messageWords.actions[name]`. */
  name: keyof (typeof messageWords)['de']['actions']
  icon: Icon
  /** Pressed while the message has the focus. */
  key: string
  /** Stands beside the message; the others are one press further. */
  isQuick?: true
  tone?: 'danger'
  isOffered(item: TimelineItem, conversation: Conversation): boolean
  run(item: TimelineItem, conversation: Conversation): void
}

const isSent = ({ eventId, body, pending }: TimelineItem) =>
  eventId !== null && body.kind !== 'notice' && body.kind !== 'redacted' && pending?.kind !== 'deletion'
const isText = ({ body }: TimelineItem) => body.kind === 'text'

export const mayWrite = ({ room }: Conversation): boolean => room.summary()?.membership === 'join'

export const mayEdit = (item: TimelineItem): boolean => item.isOwn && isSent(item) && isText(item)

/** All of them, in the order in which they are offered; a new one is a line here and a word. */
export const messageActions: readonly MessageAction[] = [
  {
    name: 'reply',
    icon: Reply,
    key: 'r',
    isQuick: true,
    isOffered: (item, conversation) => isSent(item) && mayWrite(conversation),
    run: (item, { writing }) => writing.answer(item),
  },
  {
    name: 'edit',
    icon: Pencil,
    key: 'e',
    isOffered: (item, conversation) => mayEdit(item) && mayWrite(conversation),
    run: (item, { writing }) => writing.edit(item),
  },
  {
    name: 'copy',
    icon: Copy,
    key: 'c',
    isOffered: isText,
    run: ({ body }) => {
      if (body.kind === 'text') void navigator.clipboard.writeText(body.text)
    },
  },
]

export const actionsFor = (item: TimelineItem, conversation: Conversation): MessageAction[] =>
  messageActions.filter(({ isOffered }) => isOffered(item, conversation))
