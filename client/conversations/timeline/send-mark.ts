import type { conversationWords } from '../../i18n/words/conversations.ts'
import type { SendState } from '../../matrix/types.ts'

type WordsHere = (typeof conversationWords)['de']

/** These may still change, or need somebody: they are said in words. */
const unfinished: readonly SendState[] = ['waiting', 'sending', 'failed']

/** Where the state is said and not only drawn: always while it is unfinished, otherwise at the newest message. */
export const isSaid = (state: SendState, isNewest: boolean): boolean => isNewest || unfinished.includes(state)

/** The state in a word; where some of several have read it, how many. */
export const sendWord = (words: WordsHere, state: SendState, readers: number, others: number): string =>
  state === 'read' && readers < others ? words.readBySome(readers, others) : words[state]

/** The state in words, with who has read it. */
export const sendSentence = (words: WordsHere, state: SendState, readers: string[]): string =>
  state === 'read' && readers.length > 0 ? words.readBy(readers) : words[state]
