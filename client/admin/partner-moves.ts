import type { Partner } from '#shared/partners/api.ts'
import type { Target } from '#shared/partners/partnership.ts'

/** What a move of our side is called, depending on where both stand. */
export type Move = 'accept' | 'proposeAgain' | 'resume' | 'suspend' | 'end' | 'decline' | 'withdraw'

export const movesOf = (partner: Pick<Partner, 'status' | 'proposedBy' | 'suspendedBy'>): Move[] => {
  switch (partner.status) {
    case 'proposed':
      return partner.proposedBy === 'them' ? ['accept', 'decline'] : ['withdraw']
    case 'active':
      return ['suspend', 'end']
    case 'suspended':
      return partner.suspendedBy === 'us' || partner.suspendedBy === 'both' ? ['resume', 'end'] : ['suspend', 'end']
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
  decline: 'ended',
  withdraw: 'ended',
}
