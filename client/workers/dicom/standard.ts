import { dictionaryTable, profileTable } from './standard-tables.ts'

/** A tag as one number: group, then element. */
export type Tag = number
/** How a value is written (PS3.5 section 6.2). */
export type Vr = string
/**
 * PS3.15 table E.1-1a: remove, empty, replace, new identifier. Two letters: what the class of object allows; `XZU` are
 * references, which stay with new identifiers.
 */
export type ProfileAction = 'X' | 'Z' | 'D' | 'U' | 'XZ' | 'XD' | 'ZD' | 'XZD' | 'XZU'

const isAction = (said: string): said is ProfileAction => /^(?:X|Z|D|U|XZ|XD|ZD|XZD|XZU)$/.test(said)

const readTable = (table: string): Map<Tag, string> => {
  const said = new Map<Tag, string>()
  for (const line of table.trim().split('\n')) {
    const [group = '', ...entries] = line.split(' ')
    for (const entry of entries) said.set(Number.parseInt(group + entry.slice(0, 4), 16), entry.slice(4))
  }
  return said
}

let profile: Map<Tag, string> | undefined
let dictionary: Map<Tag, Vr> | undefined

export const groupOf = (tag: Tag): number => tag >>> 16
export const isPrivate = (tag: Tag): boolean => groupOf(tag) % 2 === 1

/** Null: the profile says nothing of it. */
export const profileActionOf = (tag: Tag): ProfileAction | null => {
  profile ??= readTable(profileTable)
  const said = profile.get(tag) ?? ''
  return isAction(said) ? said : null
}

/** Null: no element of the standard. */
export const vrOf = (tag: Tag): Vr | null => {
  dictionary ??= readTable(dictionaryTable)
  return dictionary.get(tag) ?? null
}
