import { describe, expect, it } from 'vitest'
import { sealedLimit } from '#shared/case-files/records.ts'
import { withPartner } from '../context-for-tests.ts'
import {
  anna,
  ben,
  bytesOf,
  codeOf,
  hashOf,
  kim,
  newFile,
  type OpenClinic,
  room,
  rowOf,
  stored,
} from './case-files-for-tests.ts'
import { findFile } from './queries.ts'
import { abandonedAfterMs, expireUploads } from './start-case-files.ts'

/** What holds of uploads wherever ciphertext is kept: who may begin one, what is taken, and the space that it needs. */
export const testUploads = (open: OpenClinic): void => {
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
}
