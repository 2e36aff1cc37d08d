import { foldedText, searchWords } from '#shared/directory/search-text.ts'

export type Kind = 'conversation' | 'person' | 'consult' | 'view' | 'action'

/** Something that one can go to or do. */
export type Target = {
  key: string
  kind: Kind
  name: string
  /** Clinic, title or the like: found too, but weaker. */
  detail: string
  /** What it is also called when somebody looks for it; not shown. */
  also?: string
  /** Unix time in ms of the last activity; 0 for what has none. */
  at: number
}

const dayMs = 24 * 60 * 60_000

/** How well one typed word fits a text of words that each begin after a space; 0: not at all. */
const fitOfWord = (word: string, text: string): number => {
  if (text.includes(` ${word} `) || text.endsWith(` ${word}`)) return 4
  if (text.includes(` ${word}`)) return 3
  if (word.length > 2 && text.includes(word)) return 2
  return word.length > 2 && isSubsequence(word, text) ? 1 : 0
}

/** "krdlgi" finds "Kardiologie": letters in order within one word. */
const isSubsequence = (word: string, text: string): boolean =>
  text.split(' ').some((candidate) => {
    let at = 0
    for (const letter of candidate) if (letter === word[at]) at += 1
    return at === word.length && candidate[0] === word[0]
  })

const fitOf = (words: readonly string[], { name, detail, also = '' }: Target): number => {
  const named = foldedText([name])
  const detailed = foldedText([detail, also])
  let fit = 0
  for (const word of words) {
    const best = Math.max(fitOfWord(word, named) * 2, fitOfWord(word, detailed))
    if (best === 0) return 0
    fit += best
  }
  return fit / Math.max(words.length, 1)
}

/** Between two that fit alike, what was busy lately; less than the step to a better fit of the name. */
const recency = (at: number, now: number): number => (at === 0 ? 0 : 1 / (1 + Math.max(0, now - at) / dayMs))

/** Without words, what was busy last; views and actions stand after it. */
const unasked = (targets: readonly Target[], limit: number): Target[] =>
  targets
    .filter(({ kind }) => kind !== 'person')
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit)

export const ranked = (targets: readonly Target[], typed: string, now: number, limit: number): Target[] => {
  const words = searchWords(typed)
  if (words.length === 0) return unasked(targets, limit)
  return targets
    .map((target) => ({ target, fit: fitOf(words, target) }))
    .filter(({ fit }) => fit > 0)
    .map(({ target, fit }) => ({ target, score: fit + recency(target.at, now) }))
    .sort((a, b) => b.score - a.score || a.target.name.localeCompare(b.target.name))
    .slice(0, limit)
    .map(({ target }) => target)
}
