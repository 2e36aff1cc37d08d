import type { Partner } from '#shared/partners/api.ts'
import { useWords } from '../i18n/index.ts'
import { federationListWords } from '../i18n/words/federation-list.ts'
import { partnerWords } from '../i18n/words/partners.ts'

/** The state in a few words, with who brought it about. */
export const useStateWords = () => {
  const w = useWords(partnerWords)
  const listWord = useWords(federationListWords)
  return ({
    status,
    proposedBy,
    suspendedBy,
    isDeclined,
  }: Pick<Partner, 'status' | 'proposedBy' | 'suspendedBy' | 'isDeclined'>): string => {
    switch (status) {
      case 'proposed':
        return proposedBy === 'them' ? w().proposedByThem : w().proposedByUs
      case 'active':
        return w().active
      case 'suspended':
        if (suspendedBy === 'list') return listWord().listShut
        if (suspendedBy === 'time') return w().timeOver
        if (suspendedBy === 'both') return w().suspendedByBoth
        return suspendedBy === 'them' ? w().suspendedByThem : w().suspendedByUs
      case 'ended':
        return isDeclined ? w().declined : w().ended
      default:
        return status satisfies never
    }
  }
}
