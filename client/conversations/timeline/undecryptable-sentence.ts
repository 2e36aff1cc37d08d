import type { conversationWords } from '../../i18n/words/conversations.ts'
import type { UndecryptableReason } from '../../matrix/types.ts'

type WordsHere = (typeof conversationWords)['de']

/** Why a message cannot be read, and what makes it readable. */
export const undecryptableSentence = (words: WordsHere, reason: UndecryptableReason): string =>
  ({
    'waiting-for-keys': words.waitingForKeys,
    'before-joining': words.beforeJoining,
    'no-backup': words.noBackup,
    withheld: words.withheld,
    'withheld-unconfirmed': words.withheldUnconfirmed,
    'unsigned-device': words.unsignedDevice,
    unknown: words.unknownReason,
  })[reason]
