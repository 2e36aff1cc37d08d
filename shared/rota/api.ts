import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import { onCallTier } from '../directory/tier.ts'
import { errorCodes } from '../errors.ts'
import { userId } from '../matrix/ids.ts'
import { plannedShift, shiftId } from './planned-shift.ts'
import { rotaPolicy } from './rota-policy.ts'
import { swap, swapMove } from './swap.ts'
import { weekTemplate } from './week-template.ts'

const unixMs = v.pipe(v.number(), v.integer(), v.minValue(0))
const serviceId = healthcareService.entries.id

export const rotaParam = v.object({ serviceId })

/** Longer than a year nobody looks at once. */
const longestMs = 400 * 24 * 60 * 60_000
const queriedMs = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))
export const rotaQuery = v.pipe(
  v.object({ from: queriedMs, to: queriedMs }),
  v.check(({ from, to }) => from < to && to - from <= longestMs, 'not a span of time'),
)
export type RotaQuery = v.InferOutput<typeof rotaQuery>

/** `GET /api/rota/departments`: whose plan I may see, my own department first. */
export const rotaDepartments = v.object({ departments: v.array(v.object({ id: serviceId, name: v.string() })) })
export type RotaDepartments = v.InferOutput<typeof rotaDepartments>

const gap = v.object({ tier: onCallTier, from: unixMs, to: unixMs })
const planner = v.object({
  userId,
  name: v.string(),
  title: v.string(),
  /** The duty that they have now. */
  tier: v.nullable(onCallTier),
})

/** `GET /api/rota/departments/:serviceId?from=&to=`: how the duty of a department is planned. */
export const rotaOutput = v.object({
  service: v.object({ id: serviceId, name: v.string() }),
  policy: rotaPolicy,
  templates: v.array(weekTemplate),
  /** Everything that touches the time asked for. */
  shifts: v.array(plannedShift),
  swaps: v.array(swap),
  people: v.array(planner),
  /** Where somebody is missing in the time asked for. */
  gaps: v.array(gap),
  /** From now on, for the days that everybody is told of. */
  gapsAhead: v.array(gap),
  mayPlan: v.boolean(),
})
export type RotaOutput = v.InferOutput<typeof rotaOutput>

const mostAtOnce = 500

/** `PUT …/shifts`: new or changed ones; `isTrial`: only say what would become of each. */
export const shiftsInput = v.object({
  shifts: v.pipe(v.array(plannedShift), v.minLength(1), v.maxLength(mostAtOnce)),
  isTrial: v.optional(v.boolean(), false),
})
export type ShiftsInput = v.InferOutput<typeof shiftsInput>

export const shiftSteps = ['add', 'change', 'keep', 'refuse'] as const
export type ShiftStep = (typeof shiftSteps)[number]
export const shiftsOutput = v.object({
  shifts: v.array(v.object({ id: shiftId, step: v.picklist(shiftSteps), code: v.nullable(v.picklist(errorCodes)) })),
})
export type ShiftsOutput = v.InferOutput<typeof shiftsOutput>

/** `DELETE …/shifts`. */
export const shiftsRemoval = v.object({ ids: v.pipe(v.array(shiftId), v.minLength(1), v.maxLength(mostAtOnce)) })

/** `PUT …/settings`. */
export const rotaSettings = v.object({
  policy: rotaPolicy,
  templates: v.pipe(v.array(weekTemplate), v.maxLength(20)),
})
export type RotaSettings = v.InferOutput<typeof rotaSettings>

/** `POST …/swaps`. */
export const swapInput = v.object({ shiftId, move: swapMove })
export type SwapInput = v.InferOutput<typeof swapInput>

/** With the clock that its department goes by. */
const ownShift = v.object({ ...plannedShift.entries, serviceId, serviceName: v.string(), timeZone: v.string() })
export type OwnShift = v.InferOutput<typeof ownShift>

/** `GET /api/rota/me`: what is planned for me, and what I am asked. */
export const myRotaOutput = v.object({
  serviceId: v.nullable(serviceId),
  timeZone: v.string(),
  /** What runs, and what comes. */
  shifts: v.array(ownShift),
  due: v.nullable(v.object({ ask: v.picklist(['take-over', 'hand-over']), shift: ownShift })),
  /** What colleagues offer to me, and what waits for my agreement. */
  offers: v.array(v.object({ swap, shift: ownShift, byName: v.string(), takenByName: v.nullable(v.string()) })),
  /** Departments that I plan for in which somebody is missing in the next days. */
  gaps: v.array(v.object({ serviceId, serviceName: v.string(), timeZone: v.string(), count: v.number(), first: gap })),
  hasCalendar: v.boolean(),
})
export type MyRotaOutput = v.InferOutput<typeof myRotaOutput>

/** `GET /api/rota/calendars/:secret`: what calendar programs fetch; the address is all that they show. */
const calendarSecret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'not the secret of a calendar'))
export const calendarParam = v.object({ secret: calendarSecret })

/** `PUT /api/rota/me/calendar`: a new address; an older one ends. Null: none any more. */
const tierName = v.pipe(v.string(), v.minLength(1), v.maxLength(60))
export const calendarInput = v.object({
  calendar: v.nullable(
    v.object({
      secret: calendarSecret,
      /** As the person's language calls the tiers. */
      tierNames: v.object({ first: tierName, second: tierName, lead: tierName }),
    }),
  ),
})
export type CalendarInput = v.InferOutput<typeof calendarInput>
export const calendarOutput = v.object({ hasCalendar: v.boolean() })
