import { describe, expect, it } from 'vitest'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { addSign, namedBy, readSign, type Sign, withoutOld, writeSign } from './call-sign-rules.ts'

const room = '!call' as RoomId
const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const given = { kind: 'hand', isGiven: true } as const
const none: readonly Sign[] = []

describe('a sign in a call', () => {
  it('keeps its place while it is repeated, and goes when it is taken back', () => {
    const both = addSign(addSign(none, { ...given, userId: ida }, 1), { ...given, userId: emil }, 2)
    const repeated = addSign(both, { ...given, userId: ida }, 3)
    expect(repeated.map(({ userId, since, heardAt }) => [userId, since, heardAt])).toEqual([
      [ida, 1, 3],
      [emil, 2, 2],
    ])
    const lowered = addSign(repeated, { kind: 'hand', isGiven: false, userId: ida }, 4)
    expect(lowered.map(({ userId }) => userId)).toEqual([emil])
  })

  it('ends when it is not heard any more', () => {
    const one = addSign(none, { ...given, userId: ida }, 1_000)
    expect(withoutOld(one, 9_000)).toBe(one)
    expect(withoutOld(one, 20_000)).toEqual([])
  })

  it('of one kind says nothing of the other', () => {
    const waiting = addSign(none, { kind: 'waiting', isGiven: true, userId: ida }, 1)
    expect(addSign(waiting, { kind: 'hand', isGiven: false, userId: ida }, 2)).toEqual(waiting)
  })

  it('is of its own room only', () => {
    const waits = { kind: 'waiting', isGiven: true, name: null, guest: null } as const
    expect(readSign(writeSign(waits, room), room)).toEqual(waits)
    expect(readSign(writeSign(waits, room), '!other' as RoomId)).toBeNull()
    expect(readSign({ kind: 'waiting' }, room)).toBeNull()
  })

  it('says what a guest is called, in one line that is not too long', () => {
    const named = (name: string) => readSign(writeSign({ kind: 'here', isGiven: true, name, guest: null }, room), room)
    expect(named(' Frau\n\tMuster\u202e ')).toMatchObject({ name: 'Frau Muster' })
    for (const name of ['', ' \n', 'x'.repeat(81)]) expect(named(name)).toBeNull()
  })

  it('gives guests a name when it is theirs or of a host, and nobody else one', () => {
    const guest = '@consilium-guest-a1:nord.example' as UserId
    const isHost = (person: UserId) => person === ida
    const own = { kind: 'waiting', isGiven: true, name: 'Frau Muster', guest: null } as const
    const passedOn = { ...own, kind: 'named', guest } as const
    expect(readSign(writeSign(passedOn, room), room)).toEqual(passedOn)
    expect(namedBy(own, guest, isHost)).toEqual({ guest, name: 'Frau Muster' })
    expect(namedBy(passedOn, ida, isHost)).toEqual({ guest, name: 'Frau Muster' })
    expect(namedBy(own, ida, isHost)).toBeNull()
    expect(namedBy(passedOn, emil, isHost)).toBeNull()
    expect(namedBy({ ...passedOn, guest: emil }, ida, isHost)).toBeNull()
    expect(namedBy({ ...passedOn, guest: null }, ida, isHost)).toBeNull()
    expect(namedBy({ ...passedOn, name: null }, ida, isHost)).toBeNull()
  })

  it('cannot fill the memory of whoever hears it', () => {
    let signs = none
    for (let n = 0; n < 200; n += 1) signs = addSign(signs, { ...given, userId: `@u${n}:nord.example` as UserId }, n)
    expect(signs).toHaveLength(100)
  })
})
