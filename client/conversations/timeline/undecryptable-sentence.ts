import type { conversationWords } from '../../i18n/words/conversations.ts'
import type { UndecryptableReason } from '../../matrix/types.ts'

type WordsHere = (typeof conversationWords)['de']

/** So long a key may be looked for; one that the other device could not give never comes, and nobody is told. */
export const lateAfterMs = 30_000

/** The SDK does not look again once the backup is open: then the key is being fetched from it, or is not in it. */
export const reasonNow = (reason: UndecryptableReason, isDeviceLocked: boolean): UndecryptableReason =>
  reason === 'no-backup' && !isDeviceLocked ? 'waiting-for-keys' : reason

/** Why a message cannot be read, and what makes it readable. */
export const undecryptableSentence = (words: WordsHere, reason: UndecryptableReason, isLate: boolean): string =>
  ({
    'waiting-for-keys': isLate ? words.keysLate : words.waitingForKeys,
    'before-joining': words.beforeJoining,
    'no-backup': words.noBackup,
    withheld: words.withheld,
    'withheld-unconfirmed': words.withheldUnconfirmed,
    'unsigned-device': words.unsignedDevice,
    unknown: words.unknownReason,
  })[reason]
