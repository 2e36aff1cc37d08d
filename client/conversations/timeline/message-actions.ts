import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Copy from 'lucide-solid/icons/copy'
import Eye from 'lucide-solid/icons/eye'
import SmilePlus from 'lucide-solid/icons/face-slightly-smiling-plus'
import Flag from 'lucide-solid/icons/flag'
import Pencil from 'lucide-solid/icons/pencil'
import Reply from 'lucide-solid/icons/reply'
import History from 'lucide-solid/icons/rotate-ccw-clock'
import Trash from 'lucide-solid/icons/trash'
import X from 'lucide-solid/icons/x'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { messageWords } from '../../i18n/words/messages.ts'
import type { TimelineItem } from '../../matrix/types.ts'
import { mediaOf } from '../../media/index.ts'
import type { Icon } from '../../ui/index.ts'
import { closedOf } from '../closed.ts'
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
/** As long the TI-Messenger lets people delete; our Synapse refuses it after that. */
const deletableMs = 24 * 60 * 60 * 1000
export const isDeletable = ({ at }: TimelineItem, now: number): boolean => now - at <= deletableMs

/** What was asked and answered in a consult stays; a case file is deleted where it is stored, which its card does. */
const isRecord = ({ body }: TimelineItem) =>
  body.kind === 'event' && (body.type.startsWith('app.consilium.consult') || body.type.startsWith(eventTypes.caseFile))

const isText = ({ body }: TimelineItem) => body.kind === 'text'

export const mayWrite = ({ room }: Conversation): boolean =>
  room.summary()?.membership === 'join' && closedOf(room) === null

export const mayEdit = (item: TimelineItem): boolean => item.isOwn && isSent(item) && isText(item)

/** What a consult can be asked about: nothing that came in the clear, which anybody could have written. */
export const mayAskAbout = (item: TimelineItem, { canAsk }: Pick<Conversation, 'canAsk'>): boolean =>
  canAsk() && isSent(item) && item.isEncrypted && (isText(item) || Boolean(mediaOf(item)?.file))

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
    name: 'react',
    icon: SmilePlus,
    key: '+',
    isOffered: (item, conversation) => isSent(item) && mayWrite(conversation),
    run: ({ key }, { ask }) => ask({ kind: 'react', key }),
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
  {
    name: 'consult',
    icon: ClipboardPlus,
    key: 'k',
    isOffered: mayAskAbout,
    run: ({ eventId }, { askAbout }) => {
      if (eventId) askAbout(eventId)
    },
  },
  {
    name: 'readers',
    icon: Eye,
    key: 'i',
    isOffered: ({ isOwn, eventId, send }) => isOwn && eventId !== null && send !== null,
    run: ({ key }, { ask }) => ask({ kind: 'readers', key }),
  },
  {
    name: 'versions',
    icon: History,
    key: 'h',
    isOffered: ({ versions }) => versions !== null,
    run: ({ key }, { ask }) => ask({ kind: 'versions', key }),
  },
  {
    name: 'report',
    icon: Flag,
    key: '!',
    isOffered: (item) => !item.isOwn && isSent(item),
    run: ({ key }, { ask }) => ask({ kind: 'report', key }),
  },
  {
    name: 'delete',
    icon: Trash,
    key: 'Delete',
    tone: 'danger',
    isOffered: (item, conversation) =>
      item.isOwn && isSent(item) && !isRecord(item) && item.send !== null && mayWrite(conversation),
    run: ({ key }, { ask }) => ask({ kind: 'delete', key }),
  },
  {
    name: 'withdraw',
    icon: X,
    key: 'Delete',
    tone: 'danger',
    isOffered: ({ isOwn, eventId, send }) => isOwn && eventId === null && send !== null,
    // Under its transaction id until the homeserver has it.
    run: ({ key }, { session, writing }) => {
      writing.focus()
      void session.outbox.discard(key)
    },
  },
]

export const actionsFor = (item: TimelineItem, conversation: Conversation): MessageAction[] =>
  messageActions.filter(({ isOffered }) => isOffered(item, conversation))
