import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { moderatorLevel } from '#shared/matrix/power-levels.ts'
import type { RoomMember } from '../../matrix/types.ts'

type Known = Pick<RoomMember, 'userId' | 'name' | 'serverName' | 'membership' | 'powerLevel'>

/**
 * Who is to look after a group that loses the only one who does: somebody who is in it, of the own clinic first. Null
 * while somebody else may, and without anybody.
 */
export const heirOf = <Member extends Known>(
  members: readonly Member[],
  leaving: UserId,
  own: ServerName,
): Member | null => {
  const others = members.filter(({ userId, membership }) => userId !== leaving && membership === 'join')
  if (others.some(({ powerLevel }) => powerLevel >= moderatorLevel)) return null
  const isOwn = ({ serverName }: Known) => Number(serverName === own)
  const sorted = others.toSorted(
    (one, other) =>
      isOwn(other) - isOwn(one) || other.powerLevel - one.powerLevel || one.name.localeCompare(other.name),
  )
  return sorted[0] ?? null
}
