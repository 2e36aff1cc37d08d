import * as v from 'valibot'
import { userId } from '../matrix/ids.ts'

/** Unix time in ms. */
const moment = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What a person has said of when they can be reached; each ends by itself at its time. */
export const ownAvailability = v.object({
  doNotDisturb: v.nullable(v.object({ end: moment })),
  absence: v.nullable(
    v.object({
      during: v.object({ start: moment, end: moment }),
      /** Who is there instead. */
      cover: v.nullable(userId),
      /** Whether what is written to the person alone goes to the cover as well: the writer's device sends it to both. */
      isForwarding: v.boolean(),
    }),
  ),
})
export type OwnAvailability = v.InferOutput<typeof ownAvailability>

export const availableAlways: OwnAvailability = { doNotDisturb: null, absence: null }

/**
 * FHIR R4, PractitionerRole.notAvailable: what others see of it, while it runs. State, until when and cover; never why,
 * and nothing of later.
 */
export const notAvailable = v.object({
  description: v.picklist(['do-not-disturb', 'absent']),
  during: v.object({ end: moment }),
  cover: v.nullable(userId),
  isForwarding: v.boolean(),
})
export type NotAvailable = v.InferOutput<typeof notAvailable>

/** What holds at a moment: an absence before a wish for silence. */
export const notAvailableAt = ({ absence, doNotDisturb }: OwnAvailability, now: number): NotAvailable | null => {
  if (absence && absence.during.start <= now && now < absence.during.end) {
    const { cover, isForwarding, during } = absence
    return {
      description: 'absent',
      during: { end: during.end },
      cover,
      isForwarding: isForwarding && cover !== null,
    }
  }
  if (!doNotDisturb || doNotDisturb.end <= now) return null
  return { description: 'do-not-disturb', during: doNotDisturb, cover: null, isForwarding: false }
}

/** What is published may be a moment old. */
export const stillNotAvailable = (given: NotAvailable | null, now: number): NotAvailable | null =>
  given && now < given.during.end ? given : null

/** Without what is over: nobody keeps when somebody was away. */
export const withoutPast = ({ doNotDisturb, absence }: OwnAvailability, now: number): OwnAvailability => ({
  doNotDisturb: doNotDisturb && doNotDisturb.end > now ? doNotDisturb : null,
  absence: absence && absence.during.end > now ? absence : null,
})

const mostMs = 400 * 24 * 60 * 60_000

/** The field that makes no sense; null when all do. */
export const availabilityFault = (
  { doNotDisturb, absence }: OwnAvailability,
  own: string,
  now: number,
): 'doNotDisturb' | 'absence.during' | 'absence.cover' | null => {
  const isFar = (end: number) => end > now + mostMs
  if (doNotDisturb && isFar(doNotDisturb.end)) return 'doNotDisturb'
  if (absence && (absence.during.start >= absence.during.end || isFar(absence.during.end))) return 'absence.during'
  if (absence && (absence.cover === own || (absence.isForwarding && !absence.cover))) return 'absence.cover'
  return null
}
