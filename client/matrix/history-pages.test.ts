import { describe, expect, it } from 'vitest'
import type { EventId } from '#shared/matrix/ids.ts'
import { createHistoryPages } from './history-pages.ts'

const row = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
const event = (number: number) => ({ number, getId: () => `$${number}`, getTs: () => number })
const events = (from: number, to: number) => row(from, to).map(event)

/** With numbered events, of which every hundredth is needed wherever somebody reads. */
const open = () => {
  const pages = createHistoryPages({
    isNeeded: ({ number }: ReturnType<typeof event>) => number % 100 === 0,
    heldEvents: 300,
  })
  return {
    pages,
    shown: () => pages.shown().map(({ number }) => number),
    earlier: () => pages.earlier().map(({ number }) => number),
    follow: (from: number, to: number) => pages.follow(events(from, to), String(from)),
    /** As the homeserver gives it. */
    fetch(limit: number, oldest = 0) {
      const frontier = pages.frontier()
      if (!frontier) throw new Error('there is nothing earlier')
      const from = Math.max(oldest, Number(frontier.from) - limit)
      const answer = { from: frontier.from, limit, to: from > oldest ? String(from) : null }
      return pages.insert(frontier.at, { ...answer, events: events(from, Number(frontier.from)) })
    },
  }
}

describe('the pages of a history', () => {
  it('let go of what is far from where somebody reads, but for what is needed anyway and the newest', () => {
    const { pages, shown, follow, fetch } = open()
    follow(980, 1_000)
    for (let page = 0; page < 10; page += 1) fetch(50)
    pages.letGo('newest')
    expect(shown()).toEqual(row(480, 780))
    expect(pages.later().map(({ number }) => number)).toEqual([800, ...row(880, 1_000)])
    expect(pages.hasLater()).toBe(true)
    pages.showNewest()
    expect(shown()).toEqual(row(880, 1_000))
  })

  it('hold nothing twice when sync brings what was fetched already, as to one who has just come', () => {
    const { pages, shown, follow } = open()
    follow(980, 982)
    pages.insert(0, { from: '985', limit: 50, to: '935', events: events(935, 985) })
    follow(980, 990)
    expect(shown()).toEqual(row(935, 990))
    follow(980, 1_200)
    expect(shown()).toEqual(row(935, 1_200))
  })

  it('are fetched again by where they came from, and hold then what they held', () => {
    const { pages, shown, follow, fetch } = open()
    follow(980, 1_000)
    for (let page = 0; page < 10; page += 1) fetch(50)
    pages.letGo('newest')
    const after = pages.after()
    if (after === null || after === 'gap') throw new Error('nothing was let go')
    expect(after.source).toEqual({ from: '830', limit: 50 })
    pages.hold(after, events(780, 830))
    pages.extend()
    expect(shown()).toEqual(row(480, 830))
  })

  it('never let go of what sync has brought: nobody gives it again', () => {
    const { pages, shown, follow } = open()
    follow(100, 1_000)
    pages.letGo('oldest')
    expect(shown()).toEqual(row(100, 1_000))
  })

  it('show nothing across a gap, until what is fetched meets what was known', () => {
    const { pages, shown, earlier, follow, fetch } = open()
    follow(0, 40)
    pages.breakOff(false)
    follow(100, 120)
    expect([shown(), earlier(), pages.hasGap()]).toEqual([row(100, 120), row(0, 40), true])
    fetch(50)
    expect([shown(), pages.hasGap()]).toEqual([row(50, 120), true])
    fetch(50)
    expect([shown(), pages.hasGap()]).toEqual([row(0, 120), false])
  })

  it('fetch what lies between two gaps again', () => {
    const { pages, shown, earlier, follow, fetch } = open()
    follow(0, 40)
    pages.breakOff(false)
    follow(100, 120)
    pages.breakOff(false)
    follow(200, 220)
    expect([shown(), earlier()]).toEqual([row(200, 220), row(0, 40)])
    for (let page = 0; page < 4; page += 1) fetch(50)
    expect([shown(), pages.hasGap()]).toEqual([row(0, 220), false])
  })

  it('keep somebody who reads back where they are when there is a gap', () => {
    const { pages, shown, follow } = open()
    follow(0, 40)
    pages.breakOff(true)
    follow(100, 120)
    expect([shown(), pages.after()]).toEqual([row(0, 40), 'gap'])
  })

  it('forget what was known before a gap when the room begins after it', () => {
    const { pages, shown, earlier, follow, fetch } = open()
    follow(0, 40)
    pages.breakOff(true)
    follow(100, 120)
    fetch(50, 60)
    expect([shown(), earlier(), pages.hasLater(), pages.frontier()]).toEqual([row(60, 120), [], false, null])
  })

  it('tell where a message stands, also when it was let go, and what was said at a time', () => {
    const { pages, follow, fetch } = open()
    follow(980, 1_000)
    for (let page = 0; page < 10; page += 1) fetch(50)
    pages.letGo('oldest')
    expect(pages.pageOf('$500' as EventId)).toMatchObject({ isHeld: false, oldestAt: 480 })
    expect(pages.pageAt(500)).toBe(pages.pageOf('$500' as EventId))
    expect(pages.find('$500' as EventId)?.number).toBe(500)
    expect(pages.find('$501' as EventId)).toBeNull()
  })
})
