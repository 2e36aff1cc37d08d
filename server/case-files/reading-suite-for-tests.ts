import { describe, expect, it } from 'vitest'
import { withPartner } from '../context-for-tests.ts'
import { saveFeature } from '../features/queries.ts'
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

/** What holds of reading a case file wherever its ciphertext is kept. */
export const testReading = (open: OpenClinic): void => {
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

    it('is cut for one who is removed while it is sent, and for nobody else; for all when the clinic switches it off', async () => {
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
      const [bens, annas, annasLast] = [await begin(ben), await begin(anna), await begin(anna)]
      clinic.leave(room, ben)
      clinic.pass(1_000)
      await expect(bens.rest()).rejects.toThrow()
      expect(await annas.rest()).toBe(file.bytes.length)
      saveFeature(clinic.context.db, 'case-files', { isOn: false, exceptIn: [] })
      await expect(annasLast.rest()).rejects.toThrow()
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
}
