import { describe, expect, it } from 'vitest'
import type { UserId } from '../matrix/ids.ts'
import {
  availabilityFault,
  availableAlways,
  notAvailableAt,
  type OwnAvailability,
  stillNotAvailable,
  withoutPast,
} from './availability.ts'

const cover = '@sofia:sued.example' as UserId
const away: OwnAvailability = {
  doNotDisturb: null,
  absence: { during: { start: 100, end: 200 }, cover, isForwarding: true },
}
const silent: OwnAvailability = { doNotDisturb: { end: 150 }, absence: null }

describe('when somebody can be reached', () => {
  it.each([
    ['always', availableAlways, 120, null],
    ['before an absence begins', away, 99, null],
    ['while it runs', away, 100, 'absent'],
    ['until its last moment', away, 199, 'absent'],
    ['after it, by itself', away, 200, null],
    ['while silence is wished', silent, 149, 'do-not-disturb'],
    ['after it, by itself ', silent, 150, null],
    ['absent and silent at once', { ...away, ...silent, absence: away.absence }, 120, 'absent'],
    ['silent before being absent', { ...silent, absence: away.absence }, 50, 'do-not-disturb'],
  ] as const)('%s', (_, own, now, state) => {
    expect(notAvailableAt(own, now)?.description ?? null).toBe(state)
  })

  it('is told with until when and who is there instead, and nothing else', () => {
    expect(notAvailableAt(away, 120)).toEqual({
      description: 'absent',
      during: { end: 200 },
      cover,
      isForwarding: true,
    })
  })

  it('ends for others too, whatever was published', () => {
    const published = notAvailableAt(away, 199)
    expect([199, 200].map((now) => stillNotAvailable(published, now) !== null)).toEqual([true, false])
  })

  it('leaves nothing behind', () => {
    expect(withoutPast({ ...silent, absence: away.absence }, 150)).toEqual({ ...away })
    expect(withoutPast({ ...silent, absence: away.absence }, 200)).toEqual(availableAlways)
  })
})

describe('what somebody says of it', () => {
  const absence = { during: { start: 100, end: 200 }, cover, isForwarding: false }
  it.each([
    ['an end before the beginning', { during: { start: 200, end: 200 } }, 'absence.during'],
    ['years', { during: { start: 100, end: 1e12 } }, 'absence.during'],
    ['themselves as cover', { cover: '@own:nord.example' as UserId }, 'absence.cover'],
    ['forwarding to nobody', { cover: null, isForwarding: true }, 'absence.cover'],
    ['an absence without cover', { cover: null }, null],
  ] as const)('%s', (_, change, fault) => {
    const own = { doNotDisturb: null, absence: { ...absence, ...change } }
    expect(availabilityFault(own, '@own:nord.example', 150)).toBe(fault)
  })
})
