import { onCleanup } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { WaitingRoom } from './WaitingRoom.tsx'

/** Of a member of the room, who says it to the hosts themselves. */
export const WaitingView = (props: { roomId: RoomId; onCancel(): void }) => {
  const room = useSession().rtc(props.roomId)
  onCleanup(room.give('waiting'))
  const isHostThere = () => room.members().some(({ userId }) => room.isHost(userId))
  return <WaitingRoom isHostThere={isHostThere()} onCancel={() => props.onCancel()} />
}
