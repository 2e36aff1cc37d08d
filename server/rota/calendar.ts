import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { CalendarInput } from '#shared/rota/api.ts'
import type { Context } from '../context.ts'
import { findPerson, findService } from '../directory/queries.ts'
import { calendarBySecret, calendarOf, removeCalendar, saveCalendar, shiftsOfPerson } from './queries.ts'

const dayMs = 24 * 60 * 60_000
const pastMs = 92 * dayMs
const aheadMs = 400 * dayMs
/** How often programs ask anew. */
const refreshEvery = 'PT1H'

const hashOf = (secret: string): string => createHash('sha256').update(`app.consilium.calendar ${secret}`).digest('hex')

/** A new address for the caller's calendar, or none any more. */
export const changeCalendar = (
  { db, log }: Pick<Context, 'db' | 'log'>,
  userId: UserId,
  { calendar }: CalendarInput,
): Result<{ hasCalendar: boolean }, never> => {
  if (calendar) saveCalendar(db, { userId, secretHash: hashOf(calendar.secret), tierNames: calendar.tierNames })
  else removeCalendar(db, userId)
  log.info('rota-calendar-changed')
  return ok({ hasCalendar: calendarOf(db, userId) !== null })
}

const utc = (ms: number) => ICAL.Time.fromJSDate(new Date(ms), true)

/** RFC 5545: the shifts of whoever made the address, as their calendar program shows them. Nobody else's. */
export const writeCalendar = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  secret: string,
): Result<string, Refusal> => {
  const calendar = calendarBySecret(db, hashOf(secret))
  const serviceId = calendar && findPerson(db, calendar.userId)?.serviceId
  const service = serviceId ? findService(db, serviceId) : null
  if (!calendar) return refused({ code: 'not-found' })
  const root = new ICAL.Component('vcalendar')
  root.addPropertyWithValue('version', '2.0')
  root.addPropertyWithValue('prodid', '-//Consilium//Rota//EN')
  root.addPropertyWithValue('method', 'PUBLISH')
  root
    .addPropertyWithValue('refresh-interval', ICAL.Duration.fromString(refreshEvery))
    .setParameter('value', 'DURATION')
  const shifts = service ? shiftsOfPerson(db, service.id, calendar.userId, now() - pastMs, now() + aheadMs) : []
  for (const { id, tier, start, end, version } of shifts) {
    const event = new ICAL.Component('vevent')
    event.addPropertyWithValue('uid', `${id}@${config.clinic.serverName}`)
    event.addPropertyWithValue('sequence', version)
    event.addPropertyWithValue('dtstamp', utc(now()))
    event.addPropertyWithValue('dtstart', utc(start))
    event.addPropertyWithValue('dtend', utc(end))
    event.addPropertyWithValue('summary', `${service?.name ?? ''}: ${calendar.tierNames[tier]}`)
    root.addSubcomponent(event)
  }
  return ok(`${root.toString()}\r\n`)
}
