import type * as v from 'valibot'
import { type Priority, priorities } from '#shared/consults/priority.ts'
import type { HealthcareService, serviceInput } from '#shared/directory/api.ts'
import type { DayOfWeek, ServiceTimes } from '#shared/directory/service-times.ts'
import type { Specialty } from '#shared/directory/specialty.ts'

export type HoursDraft = { days: DayOfWeek[]; from: string; to: string }
type MinutesDraft = Record<Priority, string>

/** A department as it is typed. */
export type DepartmentDraft = {
  /** Empty for a new one: made of the name. */
  id: string
  name: string
  specialty: Specialty
  phone: string
  timeZone: string
  /** None: around the clock. */
  hours: HoursDraft[]
  acceptWithin: MinutesDraft
  answerWithin: MinutesDraft
}
export type DepartmentFault = 'name' | 'hours' | 'acceptWithin' | 'answerWithin'

const minutesDraft = (given: Partial<Record<Priority, number>> = {}): MinutesDraft => {
  const text = (priority: Priority) => String(given[priority] ?? '')
  return { routine: text('routine'), urgent: text('urgent'), asap: text('asap'), stat: text('stat') }
}

export const newHours = (): HoursDraft => ({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '16:00' })

/** `timeZone` is that of the device, for departments that have said none yet. */
export const draftOf = (service: HealthcareService | null, timeZone: string): DepartmentDraft => ({
  id: service?.id ?? '',
  name: service?.name ?? '',
  specialty: service?.specialty ?? 'general-medicine',
  phone: service?.phone ?? '',
  timeZone: service?.times?.timeZone ?? timeZone,
  hours: (service?.times?.availableTime ?? []).map((one) => ({
    days: [...one.daysOfWeek],
    from: one.availableStartTime,
    to: one.availableEndTime,
  })),
  acceptWithin: minutesDraft(service?.times?.acceptWithin),
  answerWithin: minutesDraft(service?.times?.answerWithin),
})

const mostMinutes = 30 * 24 * 60
const isMinutes = (text: string) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostMinutes
const areMinutes = (draft: MinutesDraft) =>
  priorities.every((priority) => draft[priority].trim() === '' || isMinutes(draft[priority].trim()))

export const faultsOf = (draft: DepartmentDraft): DepartmentFault[] => [
  ...(draft.name.trim() ? [] : ['name' as const]),
  ...(draft.hours.every(({ days, from, to }) => days.length > 0 && from && from < to) ? [] : ['hours' as const]),
  ...(areMinutes(draft.acceptWithin) ? [] : ['acceptWithin' as const]),
  ...(areMinutes(draft.answerWithin) ? [] : ['answerWithin' as const]),
]

/** `Innere Medizin (Süd)` → `innere-medizin-sued`. */
export const idOf = (name: string, taken: readonly string[]): string => {
  const plain = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  const base = plain
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
  const id = base.replaceAll(/^-|-$/g, '').slice(0, 50) || 'abteilung'
  for (let next = 2, one = id; ; one = `${id}-${next}`, next += 1) if (!taken.includes(one)) return one
}

const minutesOf = (draft: MinutesDraft): ServiceTimes['acceptWithin'] =>
  Object.fromEntries(
    priorities.flatMap((priority) => (draft[priority].trim() ? [[priority, Number(draft[priority])]] : [])),
  )

/** What is sent of a draft without faults. */
export const inputOf = (draft: DepartmentDraft, taken: readonly string[]): v.InferInput<typeof serviceInput> => {
  const times: ServiceTimes = {
    timeZone: draft.timeZone,
    availableTime: draft.hours.map(({ days, from, to }) => ({
      daysOfWeek: days,
      availableStartTime: from,
      availableEndTime: to,
    })),
    acceptWithin: minutesOf(draft.acceptWithin),
    answerWithin: minutesOf(draft.answerWithin),
  }
  const says = [times.availableTime, Object.keys(times.acceptWithin), Object.keys(times.answerWithin)]
  return {
    id: draft.id || idOf(draft.name, taken),
    name: draft.name.trim(),
    specialty: draft.specialty,
    phone: draft.phone.trim() || null,
    times: says.some(({ length }) => length > 0) ? times : null,
  }
}
