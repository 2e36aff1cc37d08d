import type { CoReadingMessage } from './message.ts'
import type { ReadingView } from './view.ts'

/** Who leads, as one of those in the call knows it. People are named as their devices are in LiveKit. */

export type Lead = {
  by: string
  term: number
  sequence: number
  /** Unix time in ms, on this device. */
  since: number
  fileId: string
  /** Null while the one who leads has nothing to show yet. */
  view: ReadingView | null
}

export type Leading = {
  lead: Lead | null
  /** The lowest term that is believed of whoever begins. */
  nextTerm: number
}

export const nobodyLeads: Leading = { lead: null, nextTerm: 1 }

/** Two who begin at once do so within this time: then the name decides, on all devices alike. */
const atOnceMs = 3_000

type Heard = { from: string; message: CoReadingMessage; now: number }

const mayLead = ({ lead, nextTerm }: Leading, { from, message: { term, sequence }, now }: Heard): boolean => {
  if (!lead) return term >= nextTerm
  if (from === lead.by) return term > lead.term || (term === lead.term && sequence > lead.sequence)
  return term > lead.term || (term === lead.term && from < lead.by && now - lead.since < atOnceMs)
}

/** What is known after a message. The same object when it says nothing new: late, or not from the one who leads. */
export const heard = (leading: Leading, said: Heard): Leading => {
  const { from, message, now } = said
  const { lead } = leading
  if (message.kind === 'show') {
    if (!mayLead(leading, said)) return leading
    const { term, sequence, fileId, view } = message
    const since = lead?.by === from && lead.term === term ? lead.since : now
    return { lead: { by: from, term, sequence, since, fileId, view }, nextTerm: term }
  }
  if (lead?.by !== from || lead.term !== message.term) return leading
  return message.kind === 'end' ? { lead: null, nextTerm: lead.term + 1 } : leading
}

/** Whether the one who leads has made us lead. */
export const isGivenTo = ({ lead }: Leading, { from, message }: Omit<Heard, 'now'>, own: string): boolean =>
  message.kind === 'give' && message.to === own && lead?.by === from && lead.term === message.term

/** The term under which somebody begins to lead, or takes over. */
export const termToLead = ({ lead, nextTerm }: Leading): number => (lead ? lead.term + 1 : nextTerm)

/** Who has left the call leads no more; back again after a cut, they go on. */
export const withoutAbsent = (leading: Leading, present: ReadonlySet<string>): Leading =>
  leading.lead && !present.has(leading.lead.by) ? { lead: null, nextTerm: leading.lead.term } : leading
