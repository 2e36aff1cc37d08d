import { ok, type Result, refused } from '../result.ts'

/**
 * A partnership is two standings, one of each side; neither side can write the other's.
 * Every clinic keeps both as it knows them, and what people see follows from the pair:
 *
 * | ours            | theirs          | status                            | federation             |
 * | wanted          | none, ended     | proposed (by us)                  | closed                 |
 * | none, ended     | wanted          | proposed (by them)                | closed                 |
 * | wanted          | wanted          | active                            | open                   |
 * | one of the two, or both, suspended | suspended (by us, by them, both)  | paused, nothing is lost|
 * | none, ended     | none, ended     | ended                             | closed                 |
 */
export const standings = ['none', 'wanted', 'suspended', 'ended'] as const
export type Standing = (typeof standings)[number]
export type Partnership = { ours: Standing; theirs: Standing }

export type Side = 'us' | 'them'
export type PartnershipStatus =
  | { status: 'proposed'; by: Side }
  | { status: 'active'; by: null }
  | { status: 'suspended'; by: Side | 'both' }
  | { status: 'ended'; by: null }

export const unknownPartnership: Partnership = { ours: 'none', theirs: 'none' }

const isEngaged = (standing: Standing) => standing === 'wanted' || standing === 'suspended'

export const statusOf = ({ ours, theirs }: Partnership): PartnershipStatus => {
  if (isEngaged(ours) && isEngaged(theirs)) {
    if (ours === 'suspended') return { status: 'suspended', by: theirs === 'suspended' ? 'both' : 'us' }
    return theirs === 'suspended' ? { status: 'suspended', by: 'them' } : { status: 'active', by: null }
  }
  if (isEngaged(ours)) return { status: 'proposed', by: 'us' }
  if (isEngaged(theirs)) return { status: 'proposed', by: 'them' }
  return { status: 'ended', by: null }
}

/** What a clinic's admin can ask for; `active` proposes, accepts or resumes, whatever the state calls for. */
export const targets = ['active', 'suspended', 'ended'] as const
export type Target = (typeof targets)[number]

export const mayMove = (partnership: Partnership, to: Target): boolean => {
  const { status, by } = statusOf(partnership)
  switch (to) {
    case 'active':
      return status === 'ended' || (status === 'proposed' && by === 'them') || partnership.ours === 'suspended'
    case 'suspended':
      return status === 'active' || (status === 'suspended' && by === 'them')
    case 'ended':
      return status !== 'ended'
    default:
      return to satisfies never
  }
}

/** Our admin moves our side. Ending withdraws both consents, so that nobody is reopened by one side alone. */
export const moveOurs = (partnership: Partnership, to: Target): Result<Partnership, 'illegal-transition'> => {
  if (!mayMove(partnership, to)) return refused('illegal-transition')
  if (to === 'ended') return ok({ ours: 'ended', theirs: 'ended' })
  return ok({ ...partnership, ours: to === 'active' ? 'wanted' : 'suspended' })
}

/** Their side moved, as their service says. Their leaving takes our consent back too: reopening needs both anew. */
export const moveTheirs = (partnership: Partnership, theirs: Standing): Partnership => {
  if (theirs === 'none' || theirs === 'ended') {
    const wasTogether = isEngaged(partnership.ours) && isEngaged(partnership.theirs)
    return { ours: wasTogether || theirs === 'ended' ? 'ended' : partnership.ours, theirs }
  }
  return { ...partnership, theirs }
}
