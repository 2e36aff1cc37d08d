import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatRelative,
  formatSize,
  formatTime,
  formatUntil,
} from './format.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const now = new Date(2026, 10, 24, 14, 5, 0).getTime()

/** Intl sets narrow and non-breaking spaces, and which ones changes with its version. */
const plain = (text: string): string => text.replace(/\s/gu, ' ')

describe('a moment, as people say it', () => {
  it.each([
    [10_000, 'jetzt', 'now'],
    [3 * minuteMs, 'vor 3 Min.', '3 min ago'],
    [-20 * minuteMs, 'in 20 Min.', 'in 20 min'],
    [2 * hourMs, 'heute 12:05', 'today 12:05'],
    [24 * hourMs, 'gestern 14:05', 'yesterday 14:05'],
    [-24 * hourMs, 'morgen 14:05', 'tomorrow 14:05'],
    [22 * 24 * hourMs, 'Mo., 2. Nov., 14:05', 'Mon 2 Nov, 14:05'],
    [366 * 24 * hourMs, '23.11.2025, 14:05', '23 Nov 2025, 14:05'],
  ])('%i ms ago is "%s" and "%s"', (agoMs, german, english) => {
    expect(plain(formatRelative('de', now - agoMs, now))).toBe(german)
    expect(plain(formatRelative('en', now - agoMs, now)).replace('Mon, ', 'Mon ')).toBe(english)
  })

  it('is only a time when it is the end of something today', () => {
    expect(formatUntil('de', now + hourMs, now)).toBe('15:05')
    expect(plain(formatUntil('de', now + 17 * hourMs, now))).toBe('morgen 07:05')
    expect(plain(formatUntil('en', now + 17 * hourMs, now))).toBe('tomorrow 07:05')
  })

  it('has 24 hours and the day first in both languages', () => {
    expect(formatTime('en', now)).toBe('14:05')
    expect(formatDate('de', now)).toBe('24.11.2026')
    expect(formatDateTime('en', now)).toBe('24 Nov 2026, 14:05')
  })
})

describe('a size', () => {
  it.each([
    [0, '0 Byte', '0 bytes'],
    [999, '999 Byte', '999 bytes'],
    [1000, '1 kB', '1 kB'],
    [999_499, '999 kB', '999 kB'],
    [999_500, '1 MB', '1 MB'],
    [1_440_000, '1,4 MB', '1.4 MB'],
    [214_000_000, '214 MB', '214 MB'],
    [99_960_000, '100 MB', '100 MB'],
    [2_147_483_648, '2,1 GB', '2.1 GB'],
    [3e15, '3.000 TB', '3,000 TB'],
  ])('%i bytes are %s and %s', (bytes, german, english) => {
    expect(plain(formatSize('de', bytes))).toBe(german)
    expect(plain(formatSize('en', bytes))).toBe(english)
  })
})

describe('a duration', () => {
  it.each([
    [-5, '0 Sek.'],
    [45_000, '45 Sek.'],
    [minuteMs, '1 Min.'],
    [12 * minuteMs + 59_000, '12 Min.'],
    [hourMs, '1 Std.'],
    [65 * minuteMs, '1 Std. 5 Min.'],
    [24 * hourMs, '1 Tag'],
    [51 * hourMs, '2 Tage 3 Std.'],
  ])('%i ms last %s', (ms, german) => {
    expect(plain(formatDuration('de', ms))).toBe(german)
  })
})
