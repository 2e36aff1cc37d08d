import { describe, expect, it } from 'vitest'
import { sealedLimit } from '#shared/case-files/records.ts'
import { withPartner } from '../context-for-tests.ts'
import { anna, clinicForTests, hashOf, newFile, room, stored, type TestClinic } from './case-files-for-tests.ts'
import type { FileStore } from './file-store.ts'
import { type FileRow, findFile, recordRemoving, recordStoring } from './queries.ts'
import { abandonedAfterMs, expireUploads, finishRemoving, finishStoring } from './start-case-files.ts'

const ben = '@ben:nord.example'
const kim = '@kim:sued.example'
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

const rowOf = (clinic: TestClinic, { id }: { id: string }): FileRow => {
  const row = findFile(clinic.context.db, id)
  if (!row) throw new Error('the database does not know it')
  return row
}

/** What holds wherever ciphertext is kept. `storeOf` gives each test a store of its own, or none for the file system. */
export const testCaseFiles = (storeOf: () => (() => FileStore) | undefined): void => {
  const open = (limits: { maxFileBytes?: number; quotaBytes?: number } = {}) => {
    const openStore = storeOf()
    return clinicForTests({ ...limits, ...(openStore && { openStore }) })
  }

  describe('uploading a case file', () => {
    it('keeps what was announced, byte for byte', async () => {
      const clinic = open()
      const file = await stored(clinic)
      expect(await bytesOf(await clinic.read(file))).toEqual(file.bytes)
      expect(findFile(clinic.context.db, file.id)).toMatchObject({ status: 'stored', sha256: hashOf(file.bytes) })
    })

    it('says where it goes on, in the words of tus 1.0', async () => {
      const clinic = open()
      const file = newFile()
      const created = await clinic.create(file)
      expect([created.status, created.headers.get('location'), created.headers.get('tus-resumable')]).toEqual([
        201,
        `/api/case-files/uploads/${file.id}`,
        '1.0.0',
      ])
      const sent = await clinic.send(file, 0, file.bytes.subarray(0, 400))
      expect([sent.status, sent.headers.get('upload-offset')]).toEqual([204, '400'])
      expect(sent.headers.get('access-control-allow-origin')).toBeNull()
      expect(await clinic.offsetOf(file)).toBe(400)
    })

    it('goes on after the service was started anew at half', async () => {
      const clinic = open()
      const file = newFile(200_000)
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes.subarray(0, 100_000))
      clinic.restart()
      expect(await clinic.offsetOf(file)).toBe(100_000)
      await clinic.send(file, 100_000, file.bytes.subarray(100_000))
      expect((await clinic.complete(file)).status).toBe(201)
    })

    it('twice with one id, as after a lost answer, is one upload as long as nothing was sent', async () => {
      const clinic = open()
      const file = newFile()
      expect((await clinic.create(file)).status).toBe(201)
      expect((await clinic.create(file)).status).toBe(201)
      await clinic.send(file, 0, file.bytes.subarray(0, 10))
      expect(await codeOf(await clinic.create(file))).toEqual([409, 'race-lost'])
      expect(await clinic.offsetOf(file)).toBe(10)
      expect(await clinic.usedBytes()).toBe(1_000)
    })

    it('refuses bytes for another place than the next', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      expect(await codeOf(await clinic.send(file, 10, file.bytes.subarray(10)))).toEqual([409, 'race-lost'])
      expect(await clinic.offsetOf(file)).toBe(0)
    })

    it('refuses more bytes than were announced', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes.subarray(0, 999))
      const answer = await clinic.send(file, 999, new Uint8Array(100))
      expect(answer.status).toBe(413)
      expect(await clinic.offsetOf(file)).toBe(999)
    })

    it('refuses a length that is missing, nothing, or too large', async () => {
      const clinic = open({ maxFileBytes: 5_000 })
      const file = newFile()
      for (const [length, refusal] of [
        [null, [400, 'bad-input']],
        [0, [400, 'bad-input']],
        [sealedLimit(5_000) + 1, [413, 'too-large']],
      ] as const)
        expect(await codeOf(await clinic.create(file, anna, room, length))).toEqual(refusal)
      expect(await clinic.usedBytes()).toBe(0)
      // Encrypted it is larger than the file, which is just as large as a file may be.
      expect((await clinic.create(file, anna, room, sealedLimit(5_000))).status).toBe(201)
    })

    it('logs neither names nor addresses', async () => {
      const clinic = open()
      await stored(clinic)
      expect(clinic.context.log.lines).toEqual([{ level: 'info', event: 'case-file-stored', sizeBytes: 1_000 }])
    })
  })

  describe('who may upload', () => {
    it('is a member of the room only', async () => {
      const clinic = open()
      expect(await codeOf(await clinic.create(newFile(), ben))).toEqual([403, 'not-a-member'])
      expect(await codeOf(await clinic.create(newFile(), anna, '!other'))).toEqual([403, 'not-a-member'])
    })

    it('is a person of this clinic, not of a partner', async () => {
      const clinic = open()
      withPartner(clinic.context, 'sued.example')
      clinic.join(room, kim)
      expect(await codeOf(await clinic.create(newFile(), kim))).toEqual([403, 'not-allowed'])
    })

    it('is for one upload only who began it', async () => {
      const clinic = open()
      clinic.join(room, ben)
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes.subarray(0, 100))
      expect(await clinic.offsetOf(file, ben)).toBe(404)
      expect(await codeOf(await clinic.send(file, 100, file.bytes.subarray(100), ben))).toEqual([404, 'not-found'])
      expect(await codeOf(await clinic.giveUp(file, ben))).toEqual([404, 'not-found'])
      expect(await codeOf(await clinic.create(file, ben))).toEqual([409, 'race-lost'])
      await clinic.send(file, 100, file.bytes.subarray(100))
      expect(await codeOf(await clinic.complete(file, hashOf(file.bytes), ben))).toEqual([404, 'not-found'])
    })

    it('is nobody without a session', async () => {
      const clinic = open()
      const answer = await clinic.ask('POST', '/api/case-files/uploads', anna, { authorization: 'Bearer x' })
      expect(answer.status).toBe(401)
    })
  })

  describe('the space of a clinic', () => {
    it('is reserved when an upload begins, and refused when there is no more', async () => {
      const clinic = open({ quotaBytes: 2_500 })
      const files = [newFile(), newFile(), newFile()]
      const answers = await Promise.all(files.map((file) => clinic.create(file)))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 413])
      expect(await clinic.usedBytes()).toBe(2_000)
    })

    it('comes back when an upload is given up', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes.subarray(0, 500))
      const begun = rowOf(clinic, file)
      expect((await clinic.giveUp(file)).status).toBe(204)
      expect([await clinic.usedBytes(), await clinic.context.fileStore.arrived(begun)]).toEqual([0, null])
      expect(await clinic.offsetOf(file)).toBe(404)
    })

    it('comes back from uploads that nobody goes on with; files that are there stay', async () => {
      const clinic = open()
      const kept = await stored(clinic)
      const [old, young] = [newFile(), newFile()]
      await clinic.create(old)
      await clinic.send(old, 0, old.bytes.subarray(0, 500))
      clinic.pass(abandonedAfterMs - 1_000)
      await clinic.create(young)
      clinic.pass(2_000)
      expect(await expireUploads(clinic.context)).toBe(1)
      expect([await clinic.offsetOf(old), await clinic.offsetOf(young)]).toEqual([404, 0])
      expect((await clinic.read(kept)).status).toBe(200)
      expect(await clinic.usedBytes()).toBe(2_000)
    })
  })

  describe('completing an upload', () => {
    it('with other bytes than announced leaves nothing', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      const begun = rowOf(clinic, file)
      expect(await codeOf(await clinic.complete(file, '0'.repeat(64)))).toEqual([422, 'wrong-hash'])
      expect([await clinic.usedBytes(), await clinic.context.fileStore.arrived(begun)]).toEqual([0, null])
      expect((await clinic.read(file)).status).toBe(404)
    })

    it('before the last byte is refused, and the upload goes on', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes.subarray(0, 999))
      expect(await codeOf(await clinic.complete(file))).toEqual([409, 'illegal-transition'])
      await clinic.send(file, 999, file.bytes.subarray(999))
      expect((await clinic.complete(file)).status).toBe(201)
    })

    it('twice, even at once, says the same', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      const answers = await Promise.all([clinic.complete(file), clinic.complete(file)])
      answers.push(await clinic.complete(file))
      const said = { fileId: file.id, sizeBytes: 1_000, sha256: hashOf(file.bytes) }
      for (const answer of answers) expect([answer.status, await answer.json()]).toEqual([201, said])
      expect(await codeOf(await clinic.complete(file, '0'.repeat(64)))).toEqual([422, 'wrong-hash'])
      expect((await clinic.read(file)).status).toBe(200)
    })

    it('is for the room that it was begun for', async () => {
      const clinic = open()
      clinic.join('!other', anna)
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      expect(await codeOf(await clinic.complete(file, hashOf(file.bytes), anna, '!other'))).toEqual([404, 'not-found'])
    })

    it('refuses more bytes afterwards', async () => {
      const clinic = open()
      const file = await stored(clinic)
      expect(await clinic.offsetOf(file)).toBe(404)
      expect((await clinic.send(file, 0, file.bytes)).status).toBe(404)
      expect((await clinic.giveUp(file)).status).toBe(404)
      expect((await clinic.read(file)).status).toBe(200)
    })

    it.each([
      ['before the file is at its place', async () => {}],
      [
        'before that is recorded',
        async ({ context }: TestClinic, row: FileRow) => void (await context.fileStore.keep(row)),
      ],
    ])('that was cut off %s is ended at the next start', async (_, cutOff) => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      await clinic.context.fileStore.seal(rowOf(clinic, file))
      recordStoring(clinic.context.db, file.id, hashOf(file.bytes))
      await cutOff(clinic, rowOf(clinic, file))
      clinic.restart()
      expect((await clinic.read(file)).status).toBe(404)
      await finishStoring(clinic.context)
      expect(await bytesOf(await clinic.read(file))).toEqual(file.bytes)
      expect((await clinic.complete(file)).status).toBe(201)
    })

    it('whose bytes are nowhere any more gives the space back and says so', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      recordStoring(clinic.context.db, file.id, hashOf(file.bytes))
      await clinic.context.fileStore.remove(rowOf(clinic, file))
      await finishStoring(clinic.context)
      expect(await clinic.usedBytes()).toBe(0)
      expect(clinic.context.log.lines).toContainEqual({ level: 'error', event: 'case-file-lost', sizeBytes: 1_000 })
    })
  })

  describe('reading a case file', () => {
    it('is for members of its room, of partner clinics too', async () => {
      const clinic = open()
      withPartner(clinic.context, 'sued.example')
      clinic.join(room, kim)
      const file = await stored(clinic)
      const answer = await clinic.read(file, {}, kim)
      expect(answer.status).toBe(200)
      expect(await bytesOf(answer)).toEqual(file.bytes)
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    })

    it('is not for others, for those who left, or by way of another room', async () => {
      const clinic = open()
      const file = await stored(clinic)
      clinic.join('!other', ben)
      expect(await codeOf(await clinic.read(file, {}, ben))).toEqual([403, 'not-a-member'])
      expect(await codeOf(await clinic.read(file, {}, ben, '!other'))).toEqual([404, 'not-found'])
      clinic.leave(room, anna)
      expect(await codeOf(await clinic.read(file))).toEqual([403, 'not-a-member'])
    })

    it('is cut for one who is removed while it is sent, and for nobody else', async () => {
      const clinic = open({ maxFileBytes: 8_000_000, quotaBytes: 8_000_000 })
      clinic.join(room, ben)
      const file = await stored(clinic, 8_000_000)
      const begin = async (who: string) => {
        const body = (await clinic.read(file, {}, who)).body?.getReader()
        if (!body) throw new Error('nothing is sent')
        const first = await body.read()
        const rest = async () => {
          let length = first.value?.length ?? 0
          for (;;) {
            const { value, done } = await body.read()
            if (done) return length
            length += value.length
          }
        }
        return { rest }
      }
      const [bens, annas] = [await begin(ben), await begin(anna)]
      clinic.leave(room, ben)
      clinic.pass(1_000)
      await expect(bens.rest()).rejects.toThrow()
      expect(await annas.rest()).toBe(file.bytes.length)
    })
    it('is not for people of a clinic that is suspended or unknown', async () => {
      const clinic = open()
      withPartner(clinic.context, 'sued.example', 'suspended')
      clinic.join(room, kim)
      clinic.join(room, '@eve:evil.example')
      const file = await stored(clinic)
      expect(await codeOf(await clinic.read(file, {}, kim))).toEqual([403, 'partner-suspended'])
      expect(await codeOf(await clinic.read(file, {}, '@eve:evil.example'))).toEqual([403, 'partner-unknown'])
    })

    it('is not possible before it is complete', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      await clinic.send(file, 0, file.bytes)
      expect(await codeOf(await clinic.read(file))).toEqual([404, 'not-found'])
    })

    it.each([
      ['bytes=0-99', 206, 0, 100],
      ['bytes=900-', 206, 900, 1_000],
      ['bytes=900-5000', 206, 900, 1_000],
      ['bytes=-10', 206, 990, 1_000],
      ['bytes=0-1,5-6', 200, 0, 1_000],
      ['bytes=9-3', 200, 0, 1_000],
      ['lines=1-2', 200, 0, 1_000],
    ])('by "%s" answers %i with bytes %i to %i', async (range, status, start, end) => {
      const clinic = open()
      const file = await stored(clinic)
      const answer = await clinic.read(file, { range })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-range')).toBe(status === 206 ? `bytes ${start}-${end - 1}/1000` : null)
      expect(await bytesOf(answer)).toEqual(file.bytes.subarray(start, end))
    })

    it('behind its end is refused with its length', async () => {
      const clinic = open()
      const file = await stored(clinic)
      const answer = await clinic.read(file, { range: 'bytes=1000-' })
      expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */1000'])
    })

    it('goes on with a range only if it is still the same file', async () => {
      const clinic = open()
      const file = await stored(clinic)
      const etag = `"${hashOf(file.bytes)}"`
      expect((await clinic.read(file, { range: 'bytes=5-', 'if-range': etag })).status).toBe(206)
      expect((await clinic.read(file, { range: 'bytes=5-', 'if-range': '"other"' })).status).toBe(200)
    })

    it('that the store lost is a fault that the log shows', async () => {
      const clinic = open()
      const file = await stored(clinic)
      await clinic.context.fileStore.remove(rowOf(clinic, file))
      expect(await codeOf(await clinic.read(file))).toEqual([422, 'wrong-hash'])
      expect((await clinic.read(file, {}, anna, room, 'HEAD')).status).toBe(422)
      expect(clinic.context.log.lines).toContainEqual({ level: 'error', event: 'case-file-damaged', fileId: file.id })
    })

    it('can be asked about without its bytes', async () => {
      const clinic = open()
      const file = await stored(clinic)
      const answer = await clinic.read(file, {}, anna, room, 'HEAD')
      expect([answer.status, answer.headers.get('content-length'), answer.headers.get('accept-ranges')]).toEqual([
        200,
        '1000',
        'bytes',
      ])
      expect((await answer.arrayBuffer()).byteLength).toBe(0)
    })
  })

  describe('deleting a case file', () => {
    it('by who added it frees its space, and nobody reads it any more', async () => {
      const clinic = open()
      const [file, other] = [await stored(clinic), await stored(clinic)]
      const row = rowOf(clinic, file)
      const answer = await clinic.delete(file)
      expect([answer.status, await answer.json()]).toEqual([200, { fileId: file.id, freedBytes: 1_000 }])
      expect(await codeOf(await clinic.read(file))).toEqual([404, 'not-found'])
      expect(await clinic.context.fileStore.isWhole(row)).toBe(false)
      expect(await clinic.usedBytes()).toBe(1_000)
      expect((await clinic.read(other)).status).toBe(200)
      expect(await codeOf(await clinic.delete(file))).toEqual([404, 'not-found'])
    })

    it('is not for others, for those who left, or by way of another room', async () => {
      const clinic = open()
      const file = await stored(clinic)
      clinic.join(room, ben)
      clinic.join('!other', anna)
      expect(await codeOf(await clinic.delete(file, ben))).toEqual([403, 'not-allowed'])
      expect(await codeOf(await clinic.delete(file, anna, '!other'))).toEqual([404, 'not-found'])
      clinic.leave(room, anna)
      expect(await codeOf(await clinic.delete(file))).toEqual([403, 'not-a-member'])
      clinic.join(room, anna)
      expect((await clinic.read(file)).status).toBe(200)
    })

    it('that was cut off is ended at the next start; nobody reads it meanwhile', async () => {
      const clinic = open()
      const file = await stored(clinic)
      const row = rowOf(clinic, file)
      recordRemoving(clinic.context.db, file.id, row.owner, 0)
      clinic.restart()
      expect(await codeOf(await clinic.read(file))).toEqual([404, 'not-found'])
      await finishRemoving(clinic.context)
      expect([await clinic.usedBytes(), await clinic.context.fileStore.isWhole(row)]).toEqual([0, false])
    })
  })
}
