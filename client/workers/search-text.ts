/** How words are compared: without case, accents and punctuation, and so that German compounds are found by their parts. */

const bare = (text: string): string => text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')

const wordPattern = /[\p{L}\p{N}]+/gu
const mostWords = 12
/** Fewer letters occur in the middle of nearly every word: they are sought at beginnings only. */
const leastInfix = 3

/** The words of a text, each after a space. */
export const foldedText = (text: string): string => ` ${bare(text).match(wordPattern)?.join(' ') ?? ''}`

/** One word as it was typed, in every spelling in which it may have been written. */
export type Sought = readonly string[]

const spellingsOf = (word: string): Sought => {
  // Written on a keyboard without umlauts: Herzgeräusch is Herzgeraeusch there.
  const spelled = word.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  return [...new Set([bare(word), bare(spelled), bare(spelled).replace(/([aou])e/g, '$1')])].map((spelling) =>
    spelling.length < leastInfix ? ` ${spelling}` : spelling,
  )
}

/** What somebody typed, as words that must all occur. */
export const soughtWords = (typed: string): Sought[] =>
  [...new Set(typed.toLowerCase().normalize('NFC').match(wordPattern) ?? [])].slice(0, mostWords).map(spellingsOf)

export const occursIn = (folded: string, words: readonly Sought[]): boolean =>
  words.every((spellings) => spellings.some((spelling) => folded.includes(spelling)))
