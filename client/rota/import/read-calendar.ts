import ICAL from 'ical.js'
import { isTimeZone } from '#shared/directory/service-times.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { momentOf } from '#shared/rota/calendar.ts'
import { matchPerson, tierIn } from './match-person.ts'

/** An entry of a calendar file, as a shift could be made of it. */
export type CalendarLine = {
  /** The same each time that the file is read. */
  key: string
  summary: string
  start: number
  end: number
  tier: OnCallTier | null
  userId: UserId | null
  who: 'found' | 'unknown' | 'ambiguous'
}

type Known = {
  people: readonly { userId: UserId; name: string }[]
  /** For times that say none. */
  timeZone: string
  from: number
  to: number
}

const two = (n: number) => String(n).padStart(2, '0')

/** Unix time in ms; what has no zone of its own is by the clock of the department. */
const readTime = (time: ICAL.Time, tzid: string | null, timeZone: string): number => {
  const day = `${time.year}-${two(time.month)}-${two(time.day)}`
  if (time.isDate) return momentOf(day, '00:00', timeZone)
  const isFloating = time.zone?.tzid === 'floating'
  if (!isFloating) return time.toUnixTime() * 1000
  // A name of the time zone database without its rules beside it: this browser knows them.
  return momentOf(day, `${two(time.hour)}:${two(time.minute)}`, tzid && isTimeZone(tzid) ? tzid : timeZone)
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const mailOf = (value: unknown): string => text(value).replace(/^mailto:/i, '')

const readEvent = (event: ICAL.Event, known: Known, mostLines: number): CalendarLine[] => {
  const { component } = event
  const startProperty = component.getFirstProperty('dtstart')
  if (!startProperty || component.getFirstPropertyValue('status') === 'CANCELLED') return []
  const tzid = text(startProperty.getFirstParameter('tzid')) || null
  const attendees = [...component.getAllProperties('attendee'), ...component.getAllProperties('organizer')]
  const summary = text(component.getFirstPropertyValue('summary'))
  const categories = component.getAllProperties('categories').flatMap((one) => one.getValues().map(text))
  const match = matchPerson(known.people, {
    emails: attendees.map((one) => mailOf(one.getFirstValue())),
    texts: [summary, ...attendees.map((one) => text(one.getFirstParameter('cn')))],
  })
  const line = (start: ICAL.Time, end: ICAL.Time): CalendarLine => ({
    key: `${event.uid} ${start.toString()}`,
    summary,
    start: readTime(start, tzid, known.timeZone),
    end: readTime(end, tzid, known.timeZone),
    tier: tierIn([summary, ...categories].join(' ')),
    userId: match.kind === 'found' ? match.userId : null,
    who: match.kind,
  })
  if (!event.isRecurring()) return [line(event.startDate, event.endDate)]
  const lines: CalendarLine[] = []
  const each = event.iterator()
  for (let next = each.next(); next && lines.length <= mostLines; next = each.next()) {
    const { startDate, endDate, item } = event.getOccurrenceDetails(next)
    // An exception is an event of its own.
    const [one] = item === event ? [line(startDate, endDate)] : readEvent(item, known, 1)
    if (!one) continue
    if (one.start >= known.to) break
    if (one.end > known.from) lines.push({ ...one, key: `${event.uid} ${next.toString()}` })
  }
  return lines
}

/** What a calendar file holds between two moments, in order. Null: it is none. */
export const readCalendar = (content: string, known: Known, mostLines: number): CalendarLine[] | null => {
  let roots: ICAL.Component[]
  try {
    const parsed: unknown[] = ICAL.parse(content)
    roots = (Array.isArray(parsed[0]) ? parsed : [parsed]).map((one) => new ICAL.Component(one as never))
  } catch {
    return null
  }
  if (!roots.some(({ name }) => name === 'vcalendar')) return null
  const components = roots.flatMap((root) => root.getAllSubcomponents('vevent'))
  const isException = (one: ICAL.Component) => one.hasProperty('recurrence-id')
  const uidOf = (one: ICAL.Component) => text(one.getFirstPropertyValue('uid'))
  const exceptions = components.filter(isException)
  return components
    .filter((one) => !isException(one))
    .flatMap((one) => {
      const own = exceptions.filter((other) => uidOf(other) === uidOf(one))
      return readEvent(new ICAL.Event(one, { exceptions: own, strictExceptions: true }), known, mostLines)
    })
    .filter(({ start, end }) => end > known.from && start < known.to)
    .sort((one, other) => one.start - other.start)
}
