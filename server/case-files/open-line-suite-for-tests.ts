import { describe, expect, it } from 'vitest'
import type { UserId } from '#shared/matrix/ids.ts'
import { endSessions } from '../admin/queries.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { saveFeature } from '../features/queries.ts'
import { anna, codeOf, newFile, type OpenClinic, room, type TestClinic } from './case-files-for-tests.ts'

/** Whoever sends is in the room: looked up once their line is open. */
const whenAsked = ({ context: { homeserver } }: TestClinic): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { isJoined } = homeserver
  homeserver.isJoined = (...about) => {
    resolve()
    return isJoined(...about)
  }
  return promise
}

/** Who may no longer send is cut where they are, whatever the store. */
export const testOpenLines = (open: OpenClinic): void => {
  describe('an upload whose line is open', () => {
    const off = { isOn: false, exceptIn: [] }
    const ends: [string, string, (clinic: TestClinic) => void, (clinic: TestClinic) => void][] = [
      [
        'the clinic switches case files off',
        'feature-off',
        ({ context }) => saveFeature(context.db, 'case-files', off),
        ({ context }) => saveFeature(context.db, 'case-files', { ...off, isOn: true }),
      ],
      ['its owner leaves the room', 'not-a-member', (one) => one.leave(room, anna), (one) => one.join(room, anna)],
      [
        'its owner’s account is closed',
        'not-signed-in',
        ({ context }) => endSessions(context.db, anna as UserId, context.now()),
        (one) => one.pass(1_000),
      ],
    ]
    it.each(ends)('is cut when %s, with the reason, and goes on when it may again', async (_, code, end, begin) => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      const begun = whenAsked(clinic)
      const sending = clinic.sendAndWait(file, 0, file.bytes.subarray(0, 400))
      await begun
      end(clinic)
      expect((await codeOf(await sending))[1]).toBe(code)
      expect(clinic.context.log.lines).toContainEqual({
        level: 'info',
        event: 'upload-cut',
        fileId: file.id,
        reason: code,
      })
      begin(clinic)
      const offset = await clinic.offsetOf(file)
      expect((await clinic.send(file, offset, file.bytes.subarray(offset))).status).toBe(204)
      expect((await clinic.complete(file)).status).toBe(201)
    })

    it('goes on while nobody can say who is in the room: at its end they are asked for', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      clinic.context.homeserver.isJoined = () => Promise.reject(new HomeserverUnreachable())
      expect((await clinic.send(file, 0, file.bytes)).status).toBe(204)
      expect(await codeOf(await clinic.complete(file))).toEqual([503, 'homeserver-unreachable'])
    })

    it('takes no small piece of who has left, however quickly it comes', async () => {
      const clinic = open()
      const file = newFile()
      await clinic.create(file)
      clinic.leave(room, anna)
      expect(await codeOf(await clinic.send(file, 0, file.bytes))).toEqual([403, 'not-a-member'])
    })
  })
}
