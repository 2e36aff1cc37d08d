import { describe, expect, it } from 'vitest'
import { anna, ben, codeOf, type OpenClinic, room, rowOf, stored } from './case-files-for-tests.ts'
import { recordRemoving } from './queries.ts'
import { finishRemoving } from './start-case-files.ts'

/** What holds of deleting a case file wherever its ciphertext is kept. */
export const testDeletion = (open: OpenClinic): void => {
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
