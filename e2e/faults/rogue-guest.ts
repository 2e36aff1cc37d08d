import { readLink } from '#shared/auth/secret-link.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { guestKeysOf, proveDevice } from '../../client/matrix/guest-keys.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { sessionAt } from '../services/somebody.ts'
import { openRogueClient, type RogueDevice } from './rogue-device.ts'

/** Waits in front of the door, from device to account all that a guest is. */
export type RogueGuest = RogueDevice & { room: RoomId }

type Entered = { userId: UserId; deviceId: string; accessToken: string; room: RoomId }

const knockEveryMs = 3_000

/**
 * What a clinic that is not to be trusted can do when somebody comes by a link: it has their account, and all that its
 * service is told. It puts a device of its own in the place of theirs, signed, and vouched for in the room.
 */
export const openRogueGuest = async (clinic: TestClinic, link: string): Promise<RogueGuest> => {
  const whole = readLink(new URL(link).hash)
  if (!whole) throw new Error('the link is not whole')
  const { entry } = await guestKeysOf(whole.secret)
  const ask = <T>(path: string, body: unknown, token?: string) =>
    askJson<T>(clinic.reachableUrl, 'POST', `/api/guests/${path}`, { body, ...(token ? { token } : {}) })
  const entered = await ask<Entered>('enter', { id: whole.id, secret: entry })
  const account = { ...entered, password: null, serviceToken: '', clinic }
  const serviceToken = await sessionAt(clinic, account)
  const rogue = await openRogueClient({ ...account, serviceToken }, async () => clearInterval(knocking))
  await rogue.signAsFirst()
  const device = await rogue.ownKeys()
  const { proofKey } = await guestKeysOf(entry)
  const proof = await proveDevice(proofKey, entered.userId, device)
  const knock = () => ask('knock', { ...device, proof }, serviceToken)
  await knock()
  // Once it is let in, nobody wants to hear of it any more.
  const knocking = setInterval(() => void knock().catch(() => {}), knockEveryMs)
  return { ...rogue, room: entered.room }
}
