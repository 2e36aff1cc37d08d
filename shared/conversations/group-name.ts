import { givenNames, neutralWords } from './given-names.ts'

/**
 * The name of a conversation is not encrypted: servers, and push services of other clients, read it. So it may say what
 * the conversation is for, and not about whom.
 */
export const nameFaults = ['empty', 'too-long', 'birth-date', 'number', 'patient', 'person'] as const
export type NameFault = (typeof nameFaults)[number]

const maxLength = 60

/** 3.4.56, 03.04.1956, 03/04/56, 1956-04-03, also with spaces; and a year after a star or "geb.". */
const date = /(?<!\d)(?:\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d{2})|(?:19|20)\d{2}-\d{1,2}-\d{1,2})(?!\d)/
const born = /(?:\*\s*\d|\bgeb(?:oren|\.)?\s|\bborn\b|\bd\.?o\.?b\b|\bjg\.?\s*\d|\bjahrgang\b)/i
/** Case numbers and insurance numbers (a letter and nine digits); shorter numbers are rooms and telephones. */
const longNumber = /\b[A-Z]?\d{6,}\b/i
/** "Pat. Müller", "Herr M.", "Frau Dr. Yılmaz", "Mr Smith". */
const addressed = /(?:^|[\s(,/-])(?:herrn?|fr(?:au|\.)|pat(?:ient(?:in)?)?\.?|mrs?\.?|ms\.?)\s+\p{Lu}/iu
/** "Müller, Anna": a list of departments has a small word, "und" or "&", in it. */
const listed = /^\s*\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s*,\s*\p{Lu}\p{Ll}*\.?\s*$/u

const wordsOf = (name: string): string[] => name.match(/[\p{L}'’-]+/gu) ?? []
const isCapital = (word: string | undefined) => word !== undefined && /^\p{Lu}/u.test(word)

/** A given name beside another word that could be a surname. */
const namesPerson = (name: string): boolean => {
  const words = wordsOf(name)
  return words.some((word, at) => {
    if (!isCapital(word) || !givenNames.has(word.toLowerCase())) return false
    const neighbours = [words[at - 1], words[at + 1]]
    return neighbours.some((one) => isCapital(one) && !neutralWords.has((one ?? '').toLowerCase()))
  })
}

/** Why a conversation must not be called so; null when it may. */
export const nameFault = (name: string): NameFault | null => {
  const trimmed = name.trim()
  if (!trimmed) return 'empty'
  if (trimmed.length > maxLength) return 'too-long'
  if (date.test(trimmed) || born.test(trimmed)) return 'birth-date'
  if (longNumber.test(trimmed)) return 'number'
  if (addressed.test(trimmed)) return 'patient'
  if (listed.test(trimmed) || namesPerson(trimmed)) return 'person'
  return null
}
