import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { addDecline, addRing, readDecline, readRing, ringMs, writeRing } from './ring-rules.ts'

const room = '!room' as RoomId
const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const sent = (content: unknown, eventId = '$ring', at = 1_000_000) =>
  ({ eventId: eventId as EventId, roomId: room, sender: ida, at, content }) as const
const ring = (eventId: string, at = 1_000_000) => {
  const read = readRing(sent(writeRing('$membership' as EventId, at), eventId, at), at)
  if (!read) throw new Error('it rings')
  return read
}

describe('a ring', () => {
  it('is over after its time, however long its sender wants it to last', () => {
    const content = writeRing('$membership' as EventId, 1_000_000)
    expect(readRing(sent(content), 1_000_000)).toMatchObject({ caller: ida, until: 1_000_000 + ringMs })
    expect(readRing(sent(content), 1_000_001 + ringMs)).toBeNull()
    expect(readRing(sent({ ...content, lifetime: 9e9 }), 1_000_000)?.until).toBe(1_120_000)
  })

  it('counts by the clock of the server when the sender’s is wrong', () => {
    const content = { ...writeRing('$membership' as EventId, 1_000_000), sender_ts: 9_000_000 }
    expect(readRing(sent(content), 1_000_000)?.at).toBe(1_000_000)
  })

  it('is none when it only notifies, or is something else', () => {
    const content = writeRing('$membership' as EventId, 1_000_000)
    expect(readRing(sent({ ...content, notification_type: 'notification' }), 1_000_000)).toBeNull()
    expect(readRing(sent({}), 1_000_000)).toBeNull()
  })

  it('is replaced by the next of the same caller in the same room', () => {
    expect(addRing(addRing([], ring('$first')), ring('$second')).map(({ eventId }) => eventId)).toEqual(['$second'])
  })

  it('is declined once by each, and only the one that is meant', () => {
    const to = readDecline({ 'm.relates_to': { rel_type: 'm.reference', event_id: '$ring' } })
    expect(to).toBe('$ring')
    const declined = addDecline(addDecline([ring('$ring')], '$ring' as EventId, emil), '$ring' as EventId, emil)
    expect(declined[0]?.declinedBy).toEqual([emil])
    expect(addDecline([ring('$ring')], '$other' as EventId, emil)[0]?.declinedBy).toEqual([])
    expect(readDecline({})).toBeNull()
  })
})
