import * as v from 'valibot'
import { type Priority, priorities } from '../consults/priority.ts'

/** FHIR R4 days-of-week. */
export const daysOfWeek = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type DayOfWeek = (typeof daysOfWeek)[number]

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

/** FHIR R4 HealthcareService.availableTime: within one day, by the clock of the department. */
const availableTime = v.pipe(
  v.object({
    daysOfWeek: v.pipe(v.array(v.picklist(daysOfWeek)), v.minLength(1)),
    availableStartTime: clockTime,
    availableEndTime: clockTime,
  }),
  v.check(({ availableStartTime, availableEndTime }) => availableStartTime < availableEndTime, 'ends before it starts'),
)

const mostMinutes = 30 * 24 * 60
const minutes = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostMinutes))
const perPriority = v.object({
  routine: v.optional(minutes),
  urgent: v.optional(minutes),
  asap: v.optional(minutes),
  stat: v.optional(minutes),
} satisfies Record<Priority, unknown>)

/** How soon a department accepts and answers. What it does not say goes by the times of everybody. */
export const serviceTimes = v.object({
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'not a time zone')),
  /** Its working hours; without any it works around the clock. */
  availableTime: v.pipe(v.array(availableTime), v.maxLength(21)),
  /** Minutes by priority. */
  acceptWithin: perPriority,
  answerWithin: perPriority,
})
export type ServiceTimes = v.InferOutput<typeof serviceTimes>

/** What cannot wait for the morning does not. */
export const runsAroundTheClock = (priority: Priority): boolean =>
  priorities.indexOf(priority) >= priorities.indexOf('asap')
