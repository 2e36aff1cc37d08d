import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { serverOf } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomSummary } from '../../matrix/types.ts'
import { useClinicName } from '../../partners/index.ts'
import { BlockButton } from '../../permissions/index.ts'
import { Avatar, Button, toast } from '../../ui/index.ts'
import styles from './list.module.css'

/** Who would like to write with us, and our answer. */
export const Invitation = (props: { room: RoomSummary }) => {
  const w = useWords(conversationWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const navigate = useNavigate()
  const clinicName = useClinicName()
  const [busy, setBusy] = createSignal<'accept' | 'decline' | null>(null)

  const inviter = () => {
    const userId = props.room.invitedBy ?? props.room.directUserId
    return {
      name: userId ? session.nameOf(userId) : w().somebody,
      clinic: userId ? clinicName(serverOf(userId)) : props.room.servers.map(clinicName).join(', '),
      via: userId ? [serverOf(userId)] : props.room.servers,
    }
  }
  /** Somebody else whom the person knows is called the same: only the address tells them apart. */
  const address = () => {
    const userId = props.room.invitedBy
    const { name } = inviter()
    const isNameTwice = session.rooms().some((room) => room.directUserId !== userId && room.name === name)
    return userId && isNameTwice ? userId : null
  }
  const sentence = () =>
    props.room.kind === 'group'
      ? w().invitesToGroup(inviter().name, inviter().clinic, props.room.name)
      : w().invites(inviter().name, inviter().clinic)

  const answer = async (kind: 'accept' | 'decline') => {
    if (busy()) return
    setBusy(kind)
    const { roomId } = props.room
    const failed = kind === 'accept' ? w().acceptFailedTitle : w().declineFailedTitle
    try {
      if (kind === 'accept') {
        await session.joinRoom(roomId, inviter().via)
        navigate(`/messages/${encodeURIComponent(roomId)}`)
      } else {
        await session.declineInvite(roomId)
      }
    } catch (error) {
      toast({ tone: 'danger', title: failed, text: `${errors()[errorCodeOf(error)].title}. ${w().tryAgainText}` })
    } finally {
      setBusy(null)
    }
  }

  return (
    <div class={styles['invitation']}>
      <Avatar name={inviter().name} />
      <div class={styles['entryMain']}>
        <p>{sentence()}</p>
        <Show when={address()}>{(shown) => <p class={styles['muted']}>{shown()}</p>}</Show>
        <div class={styles['actions']}>
          <Button variant="primary" size="small" busy={busy() === 'accept'} onClick={() => void answer('accept')}>
            {w().accept}
          </Button>
          <Button variant="quiet" size="small" busy={busy() === 'decline'} onClick={() => void answer('decline')}>
            {w().decline}
          </Button>
          <Show when={props.room.invitedBy}>{(userId) => <BlockButton userId={userId()} name={inviter().name} />}</Show>
        </div>
      </div>
    </div>
  )
}
