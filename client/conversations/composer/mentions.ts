import type { UserId } from '#shared/matrix/ids.ts'
import type { RoomMember } from '../../matrix/types.ts'

export type Nameable = Pick<RoomMember, 'userId' | 'name' | 'serverName'>
/** What is being typed after an at sign, and where that stands. */
export type Naming = { typed: string; from: number }

const mostTyped = 40
const mostOffered = 8

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether somebody is being named at the caret; names have spaces in them, lines do not. */
export const namingAt = (text: string, caret: number): Naming | null => {
  const before = text.slice(0, caret)
  const at = before.lastIndexOf('@')
  if (at === -1 || (at > 0 && !/[\s(]/.test(before[at - 1] ?? ''))) return null
  const typed = before.slice(at + 1)
  return typed.length > mostTyped || typed.includes('\n') ? null : { typed, from: at }
}

/** In both languages, since a conversation knows none. */
const everybody = /(?:^|[\s(])@(?:alle|all)(?![\p{L}\p{N}])/u

export const callsEverybody = (text: string): boolean => everybody.test(text)

/** People whose name has a word for each word that is typed. */
export const offered = <M extends Nameable>(people: readonly M[], typed: string): M[] => {
  const wanted = plain(typed).split(/\s+/).filter(Boolean)
  const fits = ({ name }: M) => {
    const words = plain(name).split(/[\s-]+/)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  }
  return people.filter(fits).slice(0, mostOffered)
}

/** The text with a name in place of what was typed, and where writing goes on. */
export const withName = (text: string, { typed, from }: Naming, name: string): { text: string; caret: number } => {
  const before = `${text.slice(0, from)}@${name} `
  return { text: before + text.slice(from + 1 + typed.length).trimStart(), caret: before.length }
}

export type TextPart = { kind: 'text'; text: string } | { kind: 'mention'; userId: UserId; text: string }

/** A text cut at the names in it; of two that begin alike the longer one is meant. */
export const cutAtNames = (text: string, named: readonly { userId: UserId; name: string }[]): TextPart[] => {
  const people = [...named].sort((a, b) => b.name.length - a.name.length)
  const parts: TextPart[] = []
  let from = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const person = people.find(({ name }) => text.startsWith(name, at + 1))
    if (!person || at < from) continue
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) })
    from = at + 1 + person.name.length
    parts.push({ kind: 'mention', userId: person.userId, text: text.slice(at, from) })
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
