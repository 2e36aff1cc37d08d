import { describe, expect, it } from 'vitest'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { RoomEvent } from '../matrix/types.ts'
import { filesOfRoom } from './files-of-room.ts'

const content = {
  version: 1,
  fileId: '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00',
  server: 'nord.example',
  name: 'CT.dcm',
  mimeType: 'application/dicom',
  sizeBytes: 10,
  chunkBytes: 1_048_576,
  sha256: 'a'.repeat(64),
  secret: 'b'.repeat(64),
  commitment: 'c'.repeat(64),
}
const event = (id: string, changes: Partial<RoomEvent> = {}, other: object = {}): RoomEvent => ({
  eventId: id as EventId,
  type: 'app.consilium.case_file',
  sender: '@anna:nord.example' as UserId,
  at: 1,
  encrypted: true,
  content: { ...content, ...other },
  ...changes,
})
const second = { fileId: '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d01' }
const isOwner = (who: UserId, owner: UserId) => who === owner
const ids = (events: RoomEvent[]) => filesOfRoom(events, [], isOwner).map(({ eventId }) => eventId)

describe('the files of a room', () => {
  it('are those that came encrypted, newest first', () => {
    expect(ids([event('$1'), event('$2', {}, second), event('$3', { encrypted: false }, { fileId: 'x' })])).toEqual([
      '$2',
      '$1',
    ])
  })

  it('are never said in the clear, however well', () => {
    expect(ids([event('$1', { encrypted: false })])).toEqual([])
  })

  it('lie at the clinic of whoever sent them, so that nobody is sent to another', () => {
    expect(ids([event('$1', {}, { server: 'evil.example' })])).toEqual([])
  })

  it('are there once, as announced first', () => {
    expect(ids([event('$1'), event('$2', { sender: '@ben:nord.example' as UserId })])).toEqual(['$1'])
  })

  it('are deleted when one says so, encrypted, who may delete them', () => {
    const deletion = event('$9', { type: 'app.consilium.case_file.deletion', at: 5 }, { name: 'CT.dcm' })
    const deletionsOf = (...said: RoomEvent[]) => filesOfRoom([event('$1')], said, isOwner).map((file) => file.deletion)
    expect(deletionsOf(deletion)).toEqual([{ by: '@anna:nord.example', at: 5 }])
    expect(deletionsOf({ ...deletion, sender: '@ben:nord.example' as UserId })).toEqual([null])
    expect(deletionsOf({ ...deletion, encrypted: false })).toEqual([null])
    expect(deletionsOf({ ...deletion, content: { version: 1, ...second, name: 'CT.dcm' } })).toEqual([null])
  })
})
