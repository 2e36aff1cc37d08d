import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { ownerLevel } from '#shared/matrix/power-levels.ts'
import { heirAmong } from '#shared/rooms/heir.ts'
import type { RoomMember } from '../../matrix/types.ts'

type Known = Pick<RoomMember, 'userId' | 'name' | 'membership' | 'powerLevel'>

/** Who gets what somebody who leaves a group has in it. Null where another one has as much, and without anybody. */
export const heirOf = <Member extends Known>(
  members: readonly Member[],
  leaving: UserId,
  own: ServerName,
): Member | null => {
  const level = members.find(({ userId }) => userId === leaving)?.powerLevel ?? 0
  const others = members.filter(({ userId, membership }) => userId !== leaving && membership === 'join')
  const byName = others.toSorted((one, other) => one.name.localeCompare(other.name))
  return heirAmong(byName, own, Math.min(level, ownerLevel))
}
