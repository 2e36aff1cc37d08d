import type { CoReadingMessage } from './message.ts'
import type { ReadingView } from './view.ts'

/** Who leads, as one of those in the call knows it. People are named as their devices are in LiveKit. */

export type Lead = {
  by: string
  term: number
  fileId: string
  /** Null while the one who leads has nothing to show yet. */
  view: ReadingView | null
  /** Unix time in ms, on this device. */
  heardAt: number
}

type Place = Pick<CoReadingMessage, 'life' | 'term' | 'sequence'>

export type Leading = {
  lead: Lead | null
  /** Under which whoever begins is believed by all who know what we know. */
  nextTerm: number
  /** The newest of each sender. */
  last: ReadonlyMap<string, Place>
}

export const nobodyLeads: Leading = { lead: null, nextTerm: 1, last: new Map() }

/** One who leads says so every two seconds: whoever has said nothing for so long has stopped, and it was not heard. */
export const silentMs = 15_000

export type Heard = { from: string; message: CoReadingMessage; now: number }

const isNewer = (one: Place, other: Place | undefined): boolean => {
  if (!other) return true
  if (one.life !== other.life) return one.life > other.life
  return one.term > other.term || (one.term === other.term && one.sequence > other.sequence)
}

/**
 * The higher term leads, and of two who begin at once the lower name, on all devices alike. Where nobody leads, whoever
 * begins is believed: those who join anew, or have lost something, cannot know which terms have been.
 */
const mayLead = ({ lead }: Leading, { from, message: { term } }: Heard): boolean =>
  !lead || from === lead.by || term > lead.term || (term === lead.term && from < lead.by)

/** What is known after a message. The same object when it says nothing new: late, or not from the one who leads. */
export const heard = (leading: Leading, said: Heard): Leading => {
  const { from, message, now } = said
  const { lead } = leading
  if (!isNewer(message, leading.last.get(from))) return leading
  const { life, term, sequence } = message
  const known = { ...leading, last: new Map(leading.last).set(from, { life, term, sequence }) }
  if (message.kind === 'show') {
    const { fileId, view } = message
    return mayLead(leading, said)
      ? { ...known, lead: { by: from, term, fileId, view, heardAt: now }, nextTerm: term + 1 }
      : known
  }
  return message.kind === 'end' && lead?.by === from && lead.term === term ? { ...known, lead: null } : known
}

/** Whether the one who leads has made us lead. */
export const isGivenTo = ({ lead }: Leading, { from, message }: Omit<Heard, 'now'>, own: string): boolean =>
  message.kind === 'give' && message.to === own && lead?.by === from && lead.term === message.term

/** We begin to lead, or take over. */
export const led = (leading: Leading, { by, fileId, view, heardAt }: Omit<Lead, 'term'>): Leading => {
  const { nextTerm: term } = leading
  return { ...leading, lead: { by, term, fileId, view, heardAt }, nextTerm: term + 1 }
}

export const withoutLead = (leading: Leading): Leading => (leading.lead ? { ...leading, lead: null } : leading)

/** Who has left the call leads no more; back again after a cut, they go on. */
export const withoutAbsent = (leading: Leading, present: ReadonlySet<string>): Leading =>
  leading.lead && !present.has(leading.lead.by) ? withoutLead(leading) : leading

export const withoutSilent = (leading: Leading, now: number): Leading =>
  leading.lead && now - leading.lead.heardAt >= silentMs ? withoutLead(leading) : leading
