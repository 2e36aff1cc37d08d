import Check from 'lucide-solid/icons/check'
import CheckCheck from 'lucide-solid/icons/check-check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleDashed from 'lucide-solid/icons/circle-dashed'
import Clock from 'lucide-solid/icons/clock'
import Eye from 'lucide-solid/icons/eye'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import type { SendState, TimelineItem } from '../../matrix/types.ts'
import { useConversation } from '../conversation-context.ts'
import { peopleOf, reachedBy } from './readers.ts'
import { isSaid, sendSentence, sendWord } from './send-mark.ts'
import styles from './timeline.module.css'

const icons = {
  waiting: Clock,
  sending: CircleDashed,
  sent: Check,
  delivered: CheckCheck,
  read: Eye,
  failed: CircleAlert,
} as const satisfies Record<SendState, typeof Check>

type Props = { item: TimelineItem; send: NonNullable<TimelineItem['send']>; isNewest: boolean }

/** How far a message has come; pressed, it says so of each person. */
export const SendMark = (props: Props) => {
  const w = useWords(conversationWords)
  const { session, room, ask } = useConversation()
  const sentence = () =>
    sendSentence(
      w(),
      props.send.state,
      props.send.readBy.map((userId) => session.nameOf(userId)),
    )
  const others = () => reachedBy(props.item, peopleOf(room.members()), session.userId).length
  const said = () =>
    isSaid(props.send.state, props.isNewest)
      ? sendWord(w(), props.send.state, props.send.readBy.length, others())
      : null
  return (
    <button
      type="button"
      class={styles['mark']}
      classList={{ [styles['failed'] ?? '']: props.send.state === 'failed' }}
      data-state={props.send.state}
      title={sentence()}
      aria-label={sentence()}
      aria-haspopup="dialog"
      disabled={props.item.eventId === null}
      // One stop for the newest only, or the way to the field would be long.
      tabindex={props.isNewest ? 0 : -1}
      onClick={() => ask({ kind: 'readers', key: props.item.key })}
    >
      <Dynamic component={icons[props.send.state]} size={14} aria-hidden="true" />
      {said()}
    </button>
  )
}
