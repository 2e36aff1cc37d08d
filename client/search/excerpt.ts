import { foldedText, occursIn, soughtWords } from '../workers/search-text.ts'

export type ExcerptPart = { text: string; isHit: boolean }

const before = 40
const longest = 200

/** The part of a text around the first word that was sought, with what to highlight. */
export const excerptOf = (text: string, typed: string): ExcerptPart[] => {
  const sought = soughtWords(typed)
  const hits = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].filter(([word]) => {
    const folded = foldedText(word)
    return sought.some((one) => occursIn(folded, [one]))
  })
  const first = hits[0]?.index ?? 0
  // At the beginning of a word.
  const from = first <= before ? 0 : Math.min(first, text.indexOf(' ', first - before) + 1 || first)
  const to = Math.min(text.length, from + longest)
  const parts: ExcerptPart[] = []
  let at = from
  const plain = (until: number) => {
    if (until > at) parts.push({ text: text.slice(at, until), isHit: false })
    at = until
  }
  if (from > 0) parts.push({ text: '… ', isHit: false })
  for (const { 0: word, index } of hits) {
    if (index < at || index + word.length > to) continue
    plain(index)
    parts.push({ text: word, isHit: true })
    at = index + word.length
  }
  plain(to)
  if (to < text.length) parts.push({ text: ' …', isHit: false })
  return parts
}
