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
  if (isTogether({ ours, theirs })) {
    if (ours === 'suspended') return { status: 'suspended', by: theirs === 'suspended' ? 'both' : 'us' }
    return theirs === 'suspended' ? { status: 'suspended', by: 'them' } : { status: 'active', by: null }
  }
  if (isEngaged(ours)) return { status: 'proposed', by: 'us' }
  if (isEngaged(theirs)) return { status: 'proposed', by: 'them' }
  return { status: 'ended', by: null }
}

const isTogether = ({ ours, theirs }: Partnership) => isEngaged(ours) && isEngaged(theirs)

/** We have asked, and they have declined: it never was a partnership. */
export const isDeclined = ({ ours, theirs }: Partnership): boolean => ours === 'none' && theirs === 'ended'

/** We have declined, or taken back what we had asked: nothing of it is left once they know. */
export const cameToNothing = ({ ours, theirs }: Partnership): boolean => ours === 'ended' && theirs === 'none'

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
  if (to === 'ended') return ok({ ours: 'ended', theirs: isTogether(partnership) ? 'ended' : 'none' })
  return ok({ ...partnership, ours: to === 'active' ? 'wanted' : 'suspended' })
}

/** Their side moved, as their service says. Their leaving takes our consent back too: reopening needs both anew. */
export const moveTheirs = (partnership: Partnership, theirs: Standing): Partnership => {
  if (theirs === 'none' || theirs === 'ended') {
    if (isTogether(partnership)) return { ours: 'ended', theirs }
    // They have declined what we asked. Who is ended with us stays so.
    const isAsked = isEngaged(partnership.ours) && theirs === 'ended'
    return { ours: isAsked ? 'none' : partnership.ours, theirs }
  }
  return { ...partnership, theirs }
}
