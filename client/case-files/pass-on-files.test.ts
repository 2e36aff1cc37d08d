import { describe, expect, it } from 'vitest'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { RoomEvent } from '../matrix/types.ts'
import { laterFiles, passOnFiles } from './pass-on-files.ts'

const idOf = (at: number) => `0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d0${at}`
const file = (at: number, changes: object = {}): RoomEvent => ({
  eventId: `$${at}` as EventId,
  type: 'app.consilium.case_file',
  sender: '@anna:nord.example' as UserId,
  at,
  encrypted: true,
  content: {
    version: 1,
    fileId: idOf(at),
    server: 'nord.example',
    name: `${at}.txt`,
    mimeType: 'text/plain',
    sizeBytes: 10,
    chunkBytes: 1_048_576,
    sha256: 'a'.repeat(64),
    secret: 'b'.repeat(64),
    commitment: 'c'.repeat(64),
    ...changes,
  },
})
const isOwner = (who: UserId, owner: UserId) => who === owner
const namesOf = (files: ReturnType<typeof laterFiles>) => files.map(({ manifest }) => manifest.name)

describe('files that came after a further specialty was brought in', () => {
  it('are those that are not there and not on their way', () => {
    const [one, two, three] = [file(1), file(2), file(3)]
    const onTheWay = { content: { fileId: idOf(2) } }
    expect(namesOf(laterFiles([one, two, three], [], [one, onTheWay], isOwner))).toEqual(['3.txt'])
  })

  it('are none that were deleted', () => {
    const deletion = { ...file(1), content: { version: 1, fileId: idOf(1), name: '1.txt' } }
    expect(namesOf(laterFiles([file(1), file(2)], [deletion], [], isOwner))).toEqual(['2.txt'])
  })

  it('are passed on with whose they are, also when they were passed on before', async () => {
    const sent: unknown[] = []
    const outbox = { send: async (...all: unknown[]) => String(sent.push(all)) }
    const first = '@carl:west.example'
    const files = laterFiles([file(1), file(2, { server: 'west.example', passedOnFrom: first })], [], [], isOwner)
    await passOnFiles(outbox, '!part' as RoomId, files)
    expect(sent).toEqual([
      ['!part', 'app.consilium.case_file', expect.objectContaining({ passedOnFrom: first }), `${idOf(2)}.!part`],
      [
        '!part',
        'app.consilium.case_file',
        expect.objectContaining({ passedOnFrom: '@anna:nord.example', secret: 'b'.repeat(64) }),
        `${idOf(1)}.!part`,
      ],
    ])
  })
})
