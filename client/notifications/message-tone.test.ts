import { expect, it } from 'vitest'
import { isQuietAt } from '../workers/notification-of.ts'
import { isQuietNow, wantsTone } from './message-tone.ts'

it.each([{ from: '22:00', to: '06:30' }, { from: '12:00', to: '13:00' }, { from: '00:00', to: '00:00' }, null])(
  'a page and the service worker keep the same quiet hours: %o',
  (quiet) => {
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      const now = new Date(2026, 10, 28, 0, minute)
      expect(isQuietNow(quiet, now), now.toISOString()).toBe(isQuietAt(quiet, now))
    }
  },
)

const besideIt = { isWanted: true, isFocused: false, isVisible: true, state: 'off', isQuiet: false } as const

it.each([
  ['beside another window', {}, true],
  ['beside another window, with notifications', { state: 'on' }, true],
  ['behind another tab, without notifications', { isVisible: false }, true],
  ['behind another tab, with notifications', { isVisible: false, state: 'on' }, false],
  ['while somebody works in it', { isFocused: true }, false],
  ['in quiet hours', { isQuiet: true }, false],
  ['switched off', { isWanted: false }, false],
] as const)('a page %s sounds for a message: %o %s', (_, news, sounds) => {
  expect(wantsTone({ ...besideIt, ...news })).toBe(sounds)
})
