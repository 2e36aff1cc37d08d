import { useNavigate } from '@solidjs/router'
import LogOut from 'lucide-solid/icons/log-out'
import { createSignal, Show } from 'solid-js'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomView } from '../../matrix/types.ts'
import { Banner, Button, Dialog, toast } from '../../ui/index.ts'
import styles from '../conversations.module.css'

/** The way out, after saying what it means. */
export const LeaveConversation = (props: { room: RoomView }) => {
  const w = useWords(conversationWords)
  const groups = useWords(groupWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  /** Without anybody who may invite and remove, a group stays as it is for ever. */
  const isLastModerator = () => {
    const { level, invite } = props.room.rights()
    const others = props.room.members().filter(({ userId }) => userId !== session.userId)
    return (
      props.room.summary()?.kind === 'group' &&
      invite &&
      others.length > 0 &&
      others.every(({ powerLevel }) => powerLevel < Math.min(level, 50))
    )
  }
  const leave = async () => {
    setBusy(true)
    try {
      await session.leaveRoom(props.room.roomId)
      setAsking(false)
      navigate('/messages')
    } catch (error) {
      const text = `${errors()[errorCodeOf(error)].title}. ${w().leaveFailedText}`
      toast({ tone: 'danger', title: w().leaveFailed, text })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button variant="quiet" size="small" icon={LogOut} onClick={() => setAsking(true)}>
        {w().leave}
      </Button>
      <Dialog open={isAsking()} onOpenChange={setAsking} title={w().leaveTitle} description={w().leaveText}>
        <Show when={isLastModerator()}>
          <Banner tone="warning" title={groups().lastModeratorText} />
        </Show>
        <div class={styles['actions']}>
          <Button onClick={() => setAsking(false)}>{w().cancel}</Button>
          <Button variant="danger" busy={isBusy()} onClick={() => void leave()}>
            {w().leaveConfirm}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
