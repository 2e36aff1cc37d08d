import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import type { Feature } from '../features/feature.ts'

/** What clinics do with each other. */
export const partnerServices = [
  'messaging',
  'directory',
  'consults',
  'teleconsult',
  'case-files',
] as const satisfies readonly Feature[]
export type PartnerService = (typeof partnerServices)[number]

const dayMs = 24 * 60 * 60_000
/** So long before its end the admins of both sides see it coming. */
export const noticeMs = 14 * dayMs

const known = (named: readonly string[]): PartnerService[] =>
  partnerServices.filter((service) => named.includes(service))
const services = v.pipe(
  v.array(v.picklist(partnerServices)),
  v.maxLength(partnerServices.length),
  v.transform((named) => known(named)),
)
/** Unix time in ms; null: until somebody ends it. */
const until = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)))

/** What a clinic lets the other one do. */
export const partnerLimits = v.object({
  services,
  /** Of its own departments those that may be found and asked, by id; null: all. */
  departments: v.nullable(v.pipe(v.array(healthcareService.entries.id), v.maxLength(500))),
  until,
})
export type PartnerLimits = v.InferOutput<typeof partnerLimits>

/** The same as the other clinic is told: its people know departments by name. */
export const statedLimits = v.object({
  // A later version may know more of them.
  services: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(40))),
    v.maxLength(50),
    v.transform((named) => known(named)),
  ),
  departments: v.nullable(v.pipe(v.array(healthcareService.entries.name), v.maxLength(500))),
  until,
})
export type StatedLimits = v.InferOutput<typeof statedLimits>

export const unlimited: PartnerLimits & StatedLimits = {
  services: [...partnerServices],
  departments: null,
  until: null,
}

type Limits = Pick<PartnerLimits, 'services' | 'until'>
/** What each side lets the other do; null: it has set no limits, or said none. */
export type BothLimits = { limits: Limits | null; theirLimits: Limits | null }

/** What both let each other do. */
export const servicesOfBoth = ({ limits, theirLimits }: BothLimits): PartnerService[] =>
  partnerServices.filter((service) =>
    [limits, theirLimits].every((side) => side === null || side.services.includes(service)),
  )

/** When the first of the two runs out. */
export const untilOfBoth = ({ limits, theirLimits }: BothLimits): number | null => {
  const ends = [limits?.until, theirLimits?.until].filter((end) => typeof end === 'number')
  return ends.length > 0 ? Math.min(...ends) : null
}

export const hasRunOut = (both: BothLimits, now: number): boolean => {
  const ends = untilOfBoth(both)
  return ends !== null && ends <= now
}

export const runsOutSoon = (until: number | null, now: number): boolean => until !== null && until - now <= noticeMs
