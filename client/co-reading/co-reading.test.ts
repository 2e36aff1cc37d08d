import { createRoot, createSignal, type Setter } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PdfView } from '#shared/co-reading/view.ts'
import type { CallMember } from '../matrix/types.ts'
import { type CoReading, createCoReading } from './co-reading.ts'

const fileId = '00000000-0000-4000-8000-000000000001'
const at = (page: number): PdfView => ({ kind: 'pdf', zoom: 1, middle: { page, x: 0.5, y: 0.5 }, pointer: null })

type Listener = (from: string, plain: Uint8Array<ArrayBuffer>) => void
type Seat = CoReading & { leaveCall(): void; sent: number[] }

/** A call in which everything arrives, unless somebody is deaf. */
const openCall = (names: readonly string[], deaf = new Set<string>()) => {
  const listeners = new Map<string, Listener>()
  const keyListeners = new Set<() => void>()
  const setters = new Map<string, Setter<readonly CallMember[]>>()
  const present = new Set(names)
  const memberNamed = (livekitIdentity: string) => ({ livekitIdentity }) as CallMember
  const tellAll = () => {
    for (const set of setters.values()) set([...present].map(memberNamed))
  }
  const seats = names.map(
    (ownName): Seat =>
      createRoot((dispose) => {
        const [members, setMembers] = createSignal<readonly CallMember[]>(names.map(memberNamed))
        setters.set(ownName, setMembers)
        const sent: number[] = []
        const coReading = createCoReading({
          data: {
            ownName,
            async send(plain) {
              sent.push(Date.now())
              for (const [name, listener] of listeners)
                if (name !== ownName && present.has(ownName) && !deaf.has(name)) listener(ownName, plain)
            },
            onData(listener) {
              listeners.set(ownName, listener)
              return () => listeners.delete(ownName)
            },
            onKey(listener) {
              keyListeners.add(listener)
              return () => keyListeners.delete(listener)
            },
          },
          members,
        })
        return {
          ...coReading,
          sent,
          leaveCall() {
            present.delete(ownName)
            tellAll()
            dispose()
          },
        }
      }),
  )
  const newKey = () => {
    for (const listener of keyListeners) listener()
  }
  return { seats, deaf, newKey }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('looking at a file together', () => {
  it('shows everybody what the one who leads sees, and tells no more often than screens draw', () => {
    const [ida, emil, jonas] = openCall(['ida', 'emil', 'jonas']).seats
    ida?.begin(fileId, null)
    ida?.tell(at(3))
    expect([emil?.led(), jonas?.led()]).toEqual([at(3), at(3)])
    expect([ida?.isOwn(), emil?.isOwn(), ida?.led()]).toEqual([true, false, null])
    const before = ida?.sent.length ?? 0
    for (let page = 1; page <= 100; page += 1) {
      ida?.tell(at(page))
      vi.advanceTimersByTime(1)
    }
    vi.advanceTimersByTime(20)
    expect(emil?.led()).toEqual(at(100))
    expect((ida?.sent.length ?? 0) - before).toBeLessThan(10)
  })

  it('lets each look around and follow again', () => {
    const [ida, emil] = openCall(['ida', 'emil']).seats
    ida?.begin(fileId, null)
    ida?.tell(at(1))
    emil?.leave()
    vi.advanceTimersByTime(20)
    ida?.tell(at(2))
    expect(emil?.led()).toBe(null)
    emil?.follow()
    expect(emil?.led()).toEqual(at(2))
  })

  it('takes nothing of those who do not lead', () => {
    const [ida, emil] = openCall(['ida', 'emil']).seats
    ida?.begin(fileId, null)
    ida?.tell(at(1))
    emil?.tell(at(9))
    vi.advanceTimersByTime(1_000)
    expect(emil?.led()).toEqual(at(1))
    expect(ida?.led()).toBe(null)
  })

  it('passes control to whom it is given, and to who takes it', () => {
    const [ida, emil, jonas] = openCall(['ida', 'emil', 'jonas']).seats
    ida?.begin(fileId, null)
    ida?.tell(at(1))
    emil?.tell(at(1))
    ida?.give('emil')
    for (const seat of [ida, emil, jonas]) expect(seat?.lead()?.by).toBe('emil')
    emil?.tell(at(4))
    vi.advanceTimersByTime(20)
    expect([ida?.led(), jonas?.led()]).toEqual([at(4), at(4)])
    jonas?.begin(fileId, null)
    for (const seat of [ida, emil, jonas]) expect(seat?.lead()?.by).toBe('jonas')
  })

  it('leaves one who looks around alone when control changes', () => {
    const [ida, emil, jonas] = openCall(['ida', 'emil', 'jonas']).seats
    ida?.begin(fileId, null)
    jonas?.leave()
    emil?.begin(fileId, null)
    expect([jonas?.isFollowing(), jonas?.led()]).toEqual([false, null])
  })

  it('is seen by who comes later, or was cut off', () => {
    const call = openCall(['ida', 'emil', 'jonas'], new Set(['jonas']))
    const [ida, , jonas] = call.seats
    ida?.begin(fileId, null)
    ida?.tell(at(5))
    expect(jonas?.lead()).toBe(null)
    call.deaf.clear()
    vi.advanceTimersByTime(2_000)
    expect(jonas?.led()).toEqual(at(5))
  })

  it('is seen at once by who can open it only now', () => {
    const { seats, deaf, newKey } = openCall(['ida', 'emil'], new Set(['emil']))
    const [ida, emil] = seats
    ida?.begin(fileId, null)
    ida?.tell(at(5))
    deaf.clear()
    newKey()
    expect(emil?.led()).toEqual(at(5))
  })

  it('is over for who did not hear that it is, but what they have open stays; and goes on when more is heard', () => {
    const { seats, deaf } = openCall(['ida', 'emil'])
    const [ida, emil] = seats
    ida?.begin(fileId, null)
    ida?.tell(at(5))
    deaf.add('emil')
    vi.advanceTimersByTime(14_000)
    expect(emil?.lead()?.by).toBe('ida')
    vi.advanceTimersByTime(4_000)
    expect([emil?.lead(), emil?.isFollowing()]).toEqual([null, false])
    deaf.clear()
    vi.advanceTimersByTime(2_000)
    expect([emil?.isFollowing(), emil?.led()]).toEqual([true, at(5)])
  })

  it('ends when the one who leads ends it, and when they leave the call', () => {
    const [ida, emil, jonas] = openCall(['ida', 'emil', 'jonas']).seats
    ida?.begin(fileId, null)
    ida?.end()
    expect(emil?.lead()).toBe(null)
    jonas?.begin(fileId, null)
    expect(emil?.lead()?.by).toBe('jonas')
    jonas?.leaveCall()
    expect([emil?.lead(), ida?.lead()]).toEqual([null, null])
  })

  it('begins where the one who begins was, and goes on from there', () => {
    const [ida, emil] = openCall(['ida', 'emil']).seats
    const first = at(7)
    ida?.begin(fileId, first)
    expect([ida?.led(), emil?.led()]).toEqual([first, first])
    // Its viewer opens at the beginning, which nobody is to see.
    ida?.tell(at(1))
    vi.advanceTimersByTime(2_000)
    expect(emil?.led()).toEqual(first)
    ida?.reached(first)
    ida?.tell(at(8))
    expect([ida?.led(), emil?.led()]).toEqual([null, at(8)])
    // And again, when its viewer has to open once more.
    ida?.resume()
    ida?.tell(at(1))
    expect(ida?.led()).toEqual(at(8))
  })
})
