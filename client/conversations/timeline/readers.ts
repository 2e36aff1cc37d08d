import { serviceAccountOf } from '#shared/matrix/ids.ts'
import type { RoomMember, TimelineItem } from '../../matrix/types.ts'

/** `arrived`: their homeserver has it. */
export type Reached = 'read' | 'arrived' | 'sent'

const order: readonly Reached[] = ['read', 'arrived', 'sent']

type Who = Pick<RoomMember, 'userId' | 'serverName' | 'name' | 'membership'>

/** Without what a clinic's service is in the room as. */
export const peopleOf = <M extends Pick<RoomMember, 'userId' | 'serverName'>>(members: readonly M[]): M[] =>
  members.filter(({ userId, serverName }) => userId !== serviceAccountOf(serverName))

/** How far a message of our own has come with every other person, who has read it first. */
export const reachedBy = <M extends Who>(
  { send, sender }: Pick<TimelineItem, 'send' | 'sender'>,
  members: readonly M[],
  ownId: string,
): { member: M; reached: Reached }[] => {
  const ownServer = sender.slice(sender.indexOf(':') + 1)
  const reachedOf = ({ userId, serverName }: M): Reached => {
    if (send?.readBy.includes(userId)) return 'read'
    return serverName === ownServer || send?.arrivedAt.includes(serverName) ? 'arrived' : 'sent'
  }
  return members
    .filter(({ userId, membership }) => userId !== ownId && membership === 'join')
    .map((member) => ({ member, reached: reachedOf(member) }))
    .sort((a, b) => order.indexOf(a.reached) - order.indexOf(b.reached) || a.member.name.localeCompare(b.member.name))
}
