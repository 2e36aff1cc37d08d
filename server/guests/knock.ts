import type * as v from 'valibot'
import type { knockInput, knockOutput } from '#shared/calls/guests.ts'
import { devicesIn, hostsOf, presentIn } from '#shared/calls/hosts.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { findLinkOf, type GuestLinkRow, noteKnock } from './queries.ts'
import { isHeard } from './waiting.ts'

type Parts = Pick<Context, 'db' | 'homeserver' | 'now'>
type Knock = v.InferOutput<typeof knockInput>

const isOtherDevice = ({ deviceId, signingKey, identityKey }: GuestLinkRow, knock: Knock) =>
  deviceId !== null &&
  (deviceId !== knock.device_id || signingKey !== knock.signing_key || identityKey !== knock.identity_key)

/**
 * A guest waits to be let in. They are told who is to hear their name, and nothing else of the call. `onNew`: the hosts
 * have to hear of it.
 */
export const knock = async (
  { db, homeserver, now }: Parts,
  guest: UserId,
  input: Knock,
  onNew: (link: GuestLinkRow) => void,
): Promise<Result<v.InferOutput<typeof knockOutput>, Refusal>> => {
  const link = findLinkOf(db, guest)
  // What vouches for the first device must not come to vouch for another one.
  if (!link || link.isOver || isOtherDevice(link, input)) return refused({ code: 'not-allowed' })

  const state = await homeserver.state(link.room)
  const isHost = hostsOf(state)

  const goesOn = isHeard(link, now())
  noteKnock(db, link.id, {
    deviceId: input.device_id,
    signingKey: input.signing_key,
    identityKey: input.identity_key,
    proof: link.proof ?? input.proof,
    waitingSince: goesOn ? link.waitingSince : now(),
    heardAt: now(),
  })
  if (!goesOn) onNew(link)
  return ok({
    room: link.room,
    isHostThere: presentIn(state, now()).some(isHost),
    inviter: { userId: link.madeBy, devices: devicesIn(state, now()).get(link.madeBy) ?? [] },
  })
}
