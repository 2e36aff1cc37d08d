import { describe, expect, it } from 'vitest'
import {
  cameToNothing,
  isDeclined,
  mayMove,
  moveOurs,
  moveTheirs,
  type Standing,
  standings,
  statusOf,
  type Target,
  targets,
} from './partnership.ts'

const shown = (ours: Standing, theirs: Standing) => {
  const { status, by } = statusOf({ ours, theirs })
  return by ? `${status} by ${by}` : status
}

const moves = (ours: Standing, theirs: Standing): Target[] => targets.filter((to) => mayMove({ ours, theirs }, to))

describe('a partnership', () => {
  it.each<[Standing, Standing, string, Target[]]>([
    ['none', 'none', 'ended', ['active']],
    ['none', 'wanted', 'proposed by them', ['active', 'ended']],
    ['none', 'suspended', 'proposed by them', ['active', 'ended']],
    ['none', 'ended', 'ended', ['active']],
    ['wanted', 'none', 'proposed by us', ['ended']],
    ['wanted', 'wanted', 'active', ['suspended', 'ended']],
    ['wanted', 'suspended', 'suspended by them', ['suspended', 'ended']],
    ['wanted', 'ended', 'proposed by us', ['ended']],
    ['suspended', 'none', 'proposed by us', ['active', 'ended']],
    ['suspended', 'wanted', 'suspended by us', ['active', 'ended']],
    ['suspended', 'suspended', 'suspended by both', ['active', 'ended']],
    ['suspended', 'ended', 'proposed by us', ['active', 'ended']],
    ['ended', 'none', 'ended', ['active']],
    ['ended', 'wanted', 'proposed by them', ['active', 'ended']],
    ['ended', 'suspended', 'proposed by them', ['active', 'ended']],
    ['ended', 'ended', 'ended', ['active']],
  ])('with our side %s and theirs %s is %s, and may become %j', (ours, theirs, status, to) => {
    expect(shown(ours, theirs)).toBe(status)
    expect(moves(ours, theirs)).toEqual(to)
  })

  it('stays suspended when only one of two who suspended resumes', () => {
    const moved = moveOurs({ ours: 'suspended', theirs: 'suspended' }, 'active')
    expect(moved.ok && statusOf(moved.value)).toEqual({ status: 'suspended', by: 'them' })
  })

  it('never becomes active by what one side does alone', () => {
    for (const ours of standings)
      for (const theirs of standings) {
        const before = { ours, theirs }
        const after = moveTheirs(before, 'wanted')
        if (statusOf(after).status === 'active') expect(ours).toBe('wanted')
      }
  })

  it('that the other side ended needs our consent anew', () => {
    const ended = moveTheirs({ ours: 'wanted', theirs: 'wanted' }, 'ended')
    expect(shown(ended.ours, ended.theirs)).toBe('ended')
    const again = moveTheirs(ended, 'wanted')
    expect(shown(again.ours, again.theirs)).toBe('proposed by them')
  })

  it('that was declined never began, and is asked for anew or by the other side', () => {
    const declined = moveTheirs({ ours: 'wanted', theirs: 'none' }, 'ended')
    expect([isDeclined(declined), shown(declined.ours, declined.theirs)]).toEqual([true, 'ended'])
    const asksNow = moveTheirs(declined, 'wanted')
    expect([isDeclined(asksNow), shown(asksNow.ours, asksNow.theirs)]).toEqual([false, 'proposed by them'])
    expect(isDeclined(moveTheirs({ ours: 'wanted', theirs: 'wanted' }, 'ended'))).toBe(false)
  })

  it('that we decline, or no longer ask for, comes to nothing; one that we end does not', () => {
    for (const [ours, theirs, isNothing] of [
      ['none', 'wanted', true],
      ['wanted', 'none', true],
      ['wanted', 'wanted', false],
      ['suspended', 'wanted', false],
    ] as const) {
      const moved = moveOurs({ ours, theirs }, 'ended')
      expect(moved.ok && cameToNothing(moved.value), `${ours}/${theirs}`).toBe(isNothing)
    }
  })

  it('refuses what the state does not allow', () => {
    expect(moveOurs({ ours: 'wanted', theirs: 'none' }, 'suspended')).toEqual({
      ok: false,
      error: 'illegal-transition',
    })
  })
})
