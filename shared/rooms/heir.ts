import { type ServerName, serverOf, type UserId } from '../matrix/ids.ts'

/**
 * Who is to have a group that loses somebody who owns it: of the own clinic first, then who has more say in it, and of
 * equals the first that is given. Null while another one has `level` already, and without anybody.
 */
export const heirAmong = <Member extends { userId: UserId; powerLevel: number }>(
  others: readonly Member[],
  own: ServerName,
  level: number,
): Member | null => {
  if (others.some(({ powerLevel }) => powerLevel >= level)) return null
  const isOwn = ({ userId }: Member) => Number(serverOf(userId) === own)
  const sorted = others.toSorted((one, other) => isOwn(other) - isOwn(one) || other.powerLevel - one.powerLevel)
  return sorted[0] ?? null
}
