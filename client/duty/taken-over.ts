import type { MyDutyOutput } from '#shared/duty/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'

/** From whom the person has how many open conversations, by the last handover of each. */
export const takenOver = (
  { conversations }: Pick<MyDutyOutput, 'conversations'>,
  me: UserId,
): { from: UserId; count: number }[] => {
  const counts = new Map<UserId, number>()
  for (const { roster } of conversations) {
    const last = roster.handovers.at(-1)
    if (last?.to === me) counts.set(last.from, (counts.get(last.from) ?? 0) + 1)
  }
  return [...counts].map(([from, count]) => ({ from, count }))
}
