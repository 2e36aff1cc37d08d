import { describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { isQuietAt, type NotificationSettings, notificationOf } from './notification-of.ts'

const roomId = '!room' as RoomId
const settings: NotificationSettings = {
  quiet: { from: '22:00', to: '06:30' },
  silentUntil: null,
  words: {
    message: { title: 'Neue Nachricht', body: 'Zum Lesen öffnen' },
    alerts: {
      urgent: { title: 'Dringend', body: '' },
      asap: { title: 'Sehr dringend', body: '' },
      stat: { title: 'Notfall', body: '' },
    },
  },
}
const day = new Date(2026, 10, 28, 14, 0)
const night = new Date(2026, 10, 28, 23, 15)
const show = (priority: 'stat' | 'urgent' | 'routine' | null, now: Date, before: 'stat' | 'urgent' | null = null) =>
  notificationOf({ roomId, priority }, settings, before, now)

describe('quiet hours', () => {
  it.each([
    ['21:59', false],
    ['22:00', true],
    ['03:00', true],
    ['06:29', true],
    ['06:30', false],
  ])('over midnight, at %s: %s', (clock, expected) => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number)
    expect(isQuietAt(settings.quiet, new Date(2026, 0, 1, hours, minutes))).toBe(expected)
  })

  it('within a day', () => {
    const quiet = { from: '12:00', to: '13:00' }
    expect([11, 12, 13].map((hours) => isQuietAt(quiet, new Date(2026, 0, 1, hours, 0)))).toEqual([false, true, false])
  })
})

describe('what a woken browser shows', () => {
  it('is that something came, and opens the room', () => {
    const { title, options } = show(null, day)
    expect(title).toBe('Neue Nachricht')
    expect(options).toMatchObject({ tag: roomId, data: { roomId, priority: null }, silent: false })
  })

  it('makes no sound in quiet hours, but for alerts', () => {
    expect(show(null, night).options.silent).toBe(true)
    expect(show('routine', night).options.silent).toBe(true)
    expect(show('stat', night)).toMatchObject({
      title: 'Notfall',
      options: { silent: false, requireInteraction: true },
    })
  })

  it('makes no sound while the person does not want to be disturbed', () => {
    const busy = { ...settings, silentUntil: day.getTime() + 1 }
    expect(notificationOf({ roomId, priority: null }, busy, null, day).options.silent).toBe(true)
    // Said on another device.
    expect(notificationOf({ roomId, priority: null, isSilent: true }, settings, null, day).options.silent).toBe(true)
    expect(notificationOf({ roomId, priority: 'urgent' }, busy, null, day).options.silent).toBe(false)
  })

  it('stays an alert when something less urgent comes from its room', () => {
    expect(show(null, day, 'stat')).toMatchObject({ title: 'Notfall', options: { silent: true } })
    expect(show('urgent', day, 'stat')).toMatchObject({ title: 'Notfall', options: { silent: false } })
    expect(show('stat', day, 'urgent').title).toBe('Notfall')
  })

  it('says the name of the application when no page has left any words', () => {
    expect(notificationOf({ roomId: null, priority: null }, null, null, day)).toMatchObject({
      title: 'Consilium',
      options: { tag: 'consilium' },
    })
  })
})
