import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { clockAt, dayAt } from '#shared/rota/calendar.ts'
import { matchPerson } from './match-person.ts'
import { readCalendar } from './read-calendar.ts'

const timeZone = 'Europe/Berlin'
const people = [
  { userId: '@anna.berg:nord.example' as UserId, name: 'Dr. med. Anna Berg' },
  { userId: '@ole:nord.example' as UserId, name: 'Ole Müller' },
  { userId: '@petra:nord.example' as UserId, name: 'Prof. Petra Müller' },
]
const known = {
  people,
  timeZone,
  from: Date.parse('2026-03-01T00:00:00Z'),
  to: Date.parse('2026-05-01T00:00:00Z'),
}
const calendar = (...events: string[][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    ...events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n')
const read = (content: string) =>
  (readCalendar(content, known, 500) ?? []).map(
    ({ start, end, tier, userId, who }) =>
      `${dayAt(start, timeZone)} ${clockAt(start, timeZone)} – ${dayAt(end, timeZone)} ${clockAt(end, timeZone)} ${tier} ${userId ?? who}`,
  )

describe('a calendar file', () => {
  it('is read in whatever zone it is written', () => {
    const one = (start: string, end: string) => calendar(['UID:1', 'SUMMARY:Vordergrund Berg', start, end])
    const said = ['2026-03-02 08:00 – 2026-03-02 16:00 first @anna.berg:nord.example']
    expect(read(one('DTSTART:20260302T070000Z', 'DTEND:20260302T150000Z'))).toEqual(said)
    expect(read(one('DTSTART:20260302T080000', 'DTEND:20260302T160000'))).toEqual(said)
    expect(
      read(one('DTSTART;TZID=America/New_York:20260302T020000', 'DTEND;TZID=America/New_York:20260302T100000')),
    ).toEqual(said)
    const outlook = one(
      'DTSTART;TZID=W. Europe Standard Time:20260302T080000',
      'DTEND;TZID=W. Europe Standard Time:20260302T160000',
    ).replace(
      'BEGIN:VEVENT',
      [
        'BEGIN:VTIMEZONE',
        'TZID:W. Europe Standard Time',
        'BEGIN:STANDARD',
        'DTSTART:16010101T030000',
        'TZOFFSETFROM:+0200',
        'TZOFFSETTO:+0100',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
        'END:STANDARD',
        'BEGIN:DAYLIGHT',
        'DTSTART:16010101T020000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
        'END:DAYLIGHT',
        'END:VTIMEZONE',
        'BEGIN:VEVENT',
      ].join('\r\n'),
    )
    expect(read(outlook)).toEqual(said)
  })

  it('repeats what comes again, by the clock over the change to summer time, and heeds exceptions', () => {
    const weekly = [
      'UID:2',
      'SUMMARY:Hintergrunddienst',
      'ATTENDEE;CN=Petra:mailto:petra@klinik.example',
      'DTSTART;TZID=Europe/Berlin:20260323T160000',
      'DTEND;TZID=Europe/Berlin:20260324T080000',
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;TZID=Europe/Berlin:20260413T160000',
    ]
    const moved = [
      'UID:2',
      'SUMMARY:Hintergrunddienst Anna Berg',
      'RECURRENCE-ID;TZID=Europe/Berlin:20260406T160000',
      'DTSTART;TZID=Europe/Berlin:20260407T160000',
      'DTEND;TZID=Europe/Berlin:20260408T080000',
    ]
    expect(read(calendar(weekly, moved))).toEqual([
      '2026-03-23 16:00 – 2026-03-24 08:00 second @petra:nord.example',
      '2026-03-30 16:00 – 2026-03-31 08:00 second @petra:nord.example',
      '2026-04-07 16:00 – 2026-04-08 08:00 second @anna.berg:nord.example',
    ])
  })

  it('takes whole days as such, and leaves out what is called off or far away', () => {
    const day = ['UID:3', 'SUMMARY:Ole Müller', 'DTSTART;VALUE=DATE:20260328', 'DTEND;VALUE=DATE:20260330']
    const off = ['UID:4', 'SUMMARY:Berg', 'STATUS:CANCELLED', 'DTSTART:20260310T070000Z', 'DTEND:20260310T150000Z']
    const far = ['UID:5', 'SUMMARY:Berg', 'DTSTART:20270310T070000Z', 'DTEND:20270310T150000Z']
    const endless = ['UID:6', 'SUMMARY:Berg', 'DTSTART:20260424T070000Z', 'DURATION:PT8H', 'RRULE:FREQ=WEEKLY']
    expect(read(calendar(day, off, far, endless))).toEqual([
      '2026-03-28 00:00 – 2026-03-30 00:00 null @ole:nord.example',
      '2026-04-24 09:00 – 2026-04-24 17:00 null @anna.berg:nord.example',
    ])
  })

  it('is none when it is something else', () => {
    for (const content of ['', 'Name;Tag\r\nBerg;Montag', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Berg\r\nEND:VCARD'])
      expect(readCalendar(content, known, 500)).toBeNull()
  })
})

describe('a person of an entry', () => {
  const match = (texts: string[], emails: string[] = []) => {
    const found = matchPerson(people, { texts, emails })
    return found.kind === 'found' ? found.userId : found.kind
  }
  it.each([
    ['by e-mail', [''], ['anna.berg@klinik.example'], '@anna.berg:nord.example'],
    ['by user name', ['Dienst (ole)'], [], '@ole:nord.example'],
    ['by the whole name in any order', ['Müller, Petra: Dienst'], [], '@petra:nord.example'],
    ['by a family name that one has', ['Dienst Dr. Berg'], [], '@anna.berg:nord.example'],
    ['not by one that two have', ['Dienst Müller'], [], 'ambiguous'],
    ['not by a title', ['Dr. Prof. Dienst'], [], 'unknown'],
  ])('is found %s', (_, texts, emails, who) => expect(match(texts, emails)).toBe(who))
})
