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
import { heirOf } from './heir.ts'

/** The way out, after saying what it means. */
export const LeaveConversation = (props: { room: RoomView }) => {
  const w = useWords(conversationWords)
  const groups = useWords(groupWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  /**
   * Without anybody who may invite and remove, a group stays as it is for ever: it goes to somebody else before. Null
   * where others may, or nobody else is there.
   */
  const heir = () => {
    const { invite, appoint } = props.room.rights()
    if (props.room.summary()?.kind !== 'group' || !invite || !appoint) return null
    return heirOf(props.room.members(), session.userId, session.serverName)
  }
  const leave = async () => {
    setBusy(true)
    try {
      const next = heir()
      if (next) await session.groups.handOn(props.room.roomId, next.userId)
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
        <Show when={heir()}>
          {(next) => (
            <Banner tone="warning" title={groups().heirTitle(next().name)}>
              {groups().heirText}
            </Banner>
          )}
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
