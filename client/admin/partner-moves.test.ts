import { describe, expect, it } from 'vitest'
import { mayMove, type Standing, standings, statusOf, targets } from '#shared/partners/partnership.ts'
import { movesOf, targetOf } from './partner-moves.ts'

describe('what an admin is offered', () => {
  it('is what the partnership allows, in every state', () => {
    const pairs = standings.flatMap((ours) => standings.map((theirs): [Standing, Standing] => [ours, theirs]))
    for (const [ours, theirs] of pairs) {
      const { status, by } = statusOf({ ours, theirs })
      const offered = movesOf({
        status,
        proposedBy: status === 'proposed' ? by : null,
        suspendedBy: status === 'suspended' ? by : null,
      }).map((move) => targetOf[move])
      const allowed = targets.filter((to) => mayMove({ ours, theirs }, to))
      expect(
        offered.every((to) => allowed.includes(to)),
        `${ours}/${theirs}`,
      ).toBe(true)
    }
  })
})
