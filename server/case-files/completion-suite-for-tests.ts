import { describe, expect, it } from 'vitest'
import {
  anna,
  bytesOf,
  codeOf,
  hashOf,
  newFile,
  type OpenClinic,
  rowOf,
  stored,
  type TestClinic,
} from './case-files-for-tests.ts'
import { type FileRow, recordStoring } from './queries.ts'
import { finishStoring } from './start-case-files.ts'

/** What holds of the end of an upload wherever ciphertext is kept. */
export const testCompletion = (open: OpenClinic): void => {
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
}
