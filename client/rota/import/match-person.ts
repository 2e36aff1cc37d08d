import { searchWords } from '#shared/directory/search-text.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import type { UserId } from '#shared/matrix/ids.ts'

type Person = { userId: UserId; name: string }
export type Match = { kind: 'found'; userId: UserId } | { kind: 'unknown' | 'ambiguous' }

/** Not by what somebody is called, but by what they are. */
const titles = new Set(['dr', 'prof', 'med', 'dent', 'pd', 'priv', 'doz', 'dipl', 'herr', 'frau', 'mr', 'mrs', 'ms'])
const nameWords = (name: string) => searchWords(name).filter((word) => !titles.has(word))
const localpartOf = ({ userId }: Person) => userId.slice(1, userId.indexOf(':')).toLowerCase()

const only = (found: readonly Person[]): Match | null => {
  const [first, second] = found
  if (!first) return null
  return second ? { kind: 'ambiguous' } : { kind: 'found', userId: first.userId }
}

/**
 * Whom an entry is about: by e-mail or user name, then by the whole name, then by the family name, if only one person is
 * called so.
 */
export const matchPerson = (
  people: readonly Person[],
  { emails, texts }: { emails: readonly string[]; texts: readonly string[] },
): Match => {
  const mailboxes = emails.map((email) => email.split('@')[0]?.toLowerCase() ?? '')
  const typed = texts.flatMap((text) => text.toLowerCase().split(/[\s,;:()/]+/))
  // Word by word: `searchWords` reads the first few of what somebody types.
  const words = new Set(typed.flatMap(searchWords))
  const byLogin = people.filter(
    (person) => mailboxes.includes(localpartOf(person)) || typed.includes(localpartOf(person)),
  )
  const byWhole = people.filter(({ name }) => {
    const parts = nameWords(name)
    return parts.length > 1 && parts.every((part) => words.has(part))
  })
  const byFamily = people.filter(({ name }) => words.has(nameWords(name).at(-1) ?? ''))
  return only(byLogin) ?? only(byWhole) ?? only(byFamily) ?? { kind: 'unknown' }
}

const tierWords: readonly [OnCallTier, RegExp][] = [
  ['second', /hintergrund|rufdienst|rufbereitschaft|second|background|\bhd\b/i],
  ['lead', /leitung|leitende|\blead\b|\boa-dienst\b/i],
  ['first', /vordergrund|bereitschaftsdienst|first|\bvd\b/i],
]

/** Which tier an entry names, if it names one. */
export const tierIn = (text: string): OnCallTier | null => tierWords.find(([, words]) => words.test(text))?.[0] ?? null
