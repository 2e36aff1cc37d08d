import type { PlanTime } from './plan.ts'

/** A planned call as a file for calendars (RFC 5545). It says when and where, and nothing of whom it is about. */

type CalendarCall = PlanTime & {
  /** Of the proposal: the same call again is the same entry. */
  id: string
  title: string
  /** Address of the call at one's own clinic. */
  url: string
  /** Unix time in ms. */
  madeAt: number
}

const remindMinutes = 10
/** Section 3.1: lines of at most 75 octets. All that we write is one octet a letter, or cut where it does no harm. */
const longestLine = 70

const moment = (ms: number) => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
/** Section 3.3.11. */
const text = (words: string) => words.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

const folded = (line: string): string => {
  const letters = [...line]
  const parts: string[] = []
  for (let at = 0; at < letters.length; at += longestLine / 2)
    parts.push(letters.slice(at, at + longestLine / 2).join(''))
  return parts.join('\r\n ')
}

export const calendarFile = ({ id, start, minutes, title, url, madeAt }: CalendarCall): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Consilium//Calls//DE',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${text(id)}`,
    `DTSTAMP:${moment(madeAt)}`,
    `DTSTART:${moment(start)}`,
    `DTEND:${moment(start + minutes * 60_000)}`,
    `SUMMARY:${text(title)}`,
    `URL:${url}`,
    `LOCATION:${text(url)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(title)}`,
    `TRIGGER:-PT${remindMinutes}M`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map(folded)
    .join('\r\n')
    .concat('\r\n')
