import { isGuest } from '#shared/calls/guests.ts'
import { hostsOf, orderOf, presentIn } from '#shared/calls/hosts.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { everybodyIn } from '../matrix/belongs-to.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { changeGuestCall, deleteGuestCall, endLink, type GuestCall, type GuestLinkRow, linksOf } from './queries.ts'
import { settleGuest } from './settle-guest.ts'

type Parts = Pick<Context, 'db' | 'homeserver' | 'now'>

/** A host whose network fails, or who changes the device, comes back to their guest. */
export const emptyMs = 60_000

/** What a look at the room says of the call. */
export const judgeCall = (
  call: Pick<GuestCall, 'endsAt' | 'hasBegun' | 'emptySince'>,
  state: readonly StateEvent[],
  now: number,
): { isOver: boolean; hasBegun: boolean; emptySince: number | null } => {
  const present = presentIn(state, now)
  const hosts = present.filter(hostsOf(state))
  const hasBegun = call.hasBegun || (hosts.length > 0 && present.some((person) => isGuest(person)))
  const emptySince = hosts.length > 0 ? null : (call.emptySince ?? now)
  const isLeft = emptySince !== null && hasBegun && now - emptySince >= emptyMs
  const isTooLate = now >= call.endsAt && emptySince !== null
  return { isOver: orderOf(state).endedAt !== null || isLeft || isTooLate, hasBegun, emptySince }
}

/** Ends the account of whoever came by the link, and the link. */
export const endGuest = async (
  { db, homeserver, now }: Parts,
  { id, guest, room, isOver }: GuestLinkRow,
  by: UserId | null = null,
): Promise<void> => {
  if (isOver) return
  if (guest) {
    // First, so that the others see them go at once; whoever has gone already cannot be removed.
    await homeserver.remove(room, guest).catch(() => {})
    await homeserver.deactivate(guest)
  }
  db.transaction((tx) => {
    endLink(tx, id)
    recordAccess(tx, now(), {
      action: guest ? 'guest-ended' : 'guest-revoked',
      details: { who: by, room, ...(guest ? { whom: guest } : {}) },
    })
  })
}

/**
 * Ends what nobody has used first, so that nobody comes in while the others go; then every account, after which nobody
 * needs the room any more. Whatever fails is done again from the beginning.
 */
const endCall = async (context: Parts, { room }: GuestCall, state: readonly StateEvent[]): Promise<void> => {
  const { db, homeserver } = context
  const links = linksOf(db, room)
  const unused = links.filter(({ guest }) => guest === null)
  await Promise.all(unused.map((link) => endGuest(context, link)))
  for (const link of links) if (link.guest !== null) await endGuest(context, link)
  for (const person of everybodyIn(state))
    if (person !== homeserver.serviceAccount && !isGuest(person)) await homeserver.remove(room, person)
  await homeserver.leave(room)
  deleteGuestCall(db, room)
}

/** Looks how a call with guests stands: ends what is over, and settles who is in its room. Throws when Synapse does not answer. */
export const lookAtCall = async (context: Parts, call: GuestCall): Promise<void> => {
  const { db, homeserver, now } = context
  const state = await homeserver.state(call.room)
  const { isOver, hasBegun, emptySince } = judgeCall(call, state, now())
  if (isOver) return endCall(context, call, state)
  if (hasBegun !== call.hasBegun || emptySince !== call.emptySince)
    changeGuestCall(db, call.room, { hasBegun, emptySince })
  const { removed } = orderOf(state)
  for (const link of linksOf(db, call.room))
    if (link.guest && removed.includes(link.guest)) await endGuest(context, link)
  for (const link of linksOf(db, call.room)) await settleGuest(context, link, state)
}
