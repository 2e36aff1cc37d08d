import * as v from 'valibot'
import { fileId } from '../case-files/api.ts'
import { readingView } from './view.ts'

/** What people who look at a file together send each other, sealed, beside picture and sound of their call. */

const ordinal = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const common = {
  version: v.literal(1),
  /** When the sender began to look along, by its own clock: what it said before it joined anew counts no more. */
  life: ordinal,
  /** Grows with every change of who leads. */
  term: ordinal,
  /** Of this sender: what comes late is older than what is there. */
  sequence: ordinal,
}

export const coReadingMessage = v.variant('kind', [
  /** "I lead, and this is what I see"; said again every now and then for those who come later. */
  v.object({ ...common, kind: v.literal('show'), fileId, view: v.nullable(readingView) }),
  /** "You lead now": by the name that the device has in LiveKit. */
  v.object({ ...common, kind: v.literal('give'), to: v.pipe(v.string(), v.maxLength(600)) }),
  v.object({ ...common, kind: v.literal('end') }),
])
export type CoReadingMessage = v.InferOutput<typeof coReadingMessage>

/** In characters; a view takes a tenth of it. */
export const longestMessage = 12_000

export const writeMessage = (message: CoReadingMessage): string => JSON.stringify(message)

/** Null: it is nothing that we know. */
export const readMessage = (text: string): CoReadingMessage | null => {
  if (text.length > longestMessage) return null
  try {
    const parsed = v.safeParse(coReadingMessage, JSON.parse(text))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
