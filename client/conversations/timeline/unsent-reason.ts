import type { conversationWords } from '../../i18n/words/conversations.ts'

type WordsHere = (typeof conversationWords)['de']

/** Why the outbox gave up for now, in words that say what to do. */
export const unsentReason = (words: WordsHere, error: string | null): string => {
  switch (error) {
    case 'not-allowed':
    case 'not-a-member':
      return words.failedForbidden
    case 'not-found':
      return words.failedUnknownRoom
    case 'rate-limited':
      return words.failedRateLimited
    case 'deletion-too-late':
      return words.failedDeletion
    case 'too-large':
      return words.failedTooLarge
    case 'partner-unknown':
    case 'partner-suspended':
      return words.failedPartner
    case 'partner-limited':
      return words.failedLimited
    case 'identity-changed':
      return words.failedIdentity
    case 'device-not-signed':
      return words.failedDevice
    case 'not-encrypted':
      return words.failedNotEncrypted
    case 'file-lost':
      return words.failedFileLost
    default:
      return words.failedOther(error ?? 'internal')
  }
}
