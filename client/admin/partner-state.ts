import type { Partner } from '#shared/partners/api.ts'
import type { Target } from '#shared/partners/partnership.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'

/** What a move of our side is called, depending on where both stand. */
export type Move = 'accept' | 'proposeAgain' | 'resume' | 'suspend' | 'end'

export const movesOf = (partner: Pick<Partner, 'status' | 'proposedBy' | 'suspendedBy'>): Move[] => {
  switch (partner.status) {
    case 'proposed':
      return partner.proposedBy === 'them' ? ['accept', 'end'] : ['end']
    case 'active':
      return ['suspend', 'end']
    case 'suspended':
      return partner.suspendedBy === 'them' ? ['suspend', 'end'] : ['resume', 'end']
    case 'ended':
      return ['proposeAgain']
    default:
      return partner.status satisfies never
  }
}

export const targetOf: Record<Move, Target> = {
  accept: 'active',
  proposeAgain: 'active',
  resume: 'active',
  suspend: 'suspended',
  end: 'ended',
}

/** The state in a few words, with who brought it about. */
export const useStateWords = () => {
  const w = useWords(partnerWords)
  return ({ status, proposedBy, suspendedBy }: Pick<Partner, 'status' | 'proposedBy' | 'suspendedBy'>): string => {
    switch (status) {
      case 'proposed':
        return proposedBy === 'them' ? w().proposedByThem : w().proposedByUs
      case 'active':
        return w().active
      case 'suspended':
        if (suspendedBy === 'both') return w().suspendedByBoth
        return suspendedBy === 'them' ? w().suspendedByThem : w().suspendedByUs
      case 'ended':
        return w().ended
      default:
        return status satisfies never
    }
  }
}
