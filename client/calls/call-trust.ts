import type { MemberTrust } from '../matrix/types.ts'

/** What is true of everybody; null while nobody else is there, or something is not known yet. */
export const trustOfAll = (people: readonly (MemberTrust | undefined)[]): MemberTrust | null => {
  if (people.includes('unsigned')) return 'unsigned'
  if (people.length === 0 || people.includes(undefined)) return null
  return people.every((trust) => trust === 'verified') ? 'verified' : 'signed'
}
