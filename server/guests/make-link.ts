import { randomBytes } from 'node:crypto'
import type { GuestLinkView } from '#shared/calls/guests.ts'
import { hostsOf, presentIn } from '#shared/calls/hosts.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type EventId, type RoomId, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import type { RoomLock } from '../matrix/room-lock.ts'
import { guestCallRoomBody } from './guest-call-room.ts'
import { guestLock } from './guest-lock.ts'
import {
  addGuestCall,
  addLink,
  changeGuestCall,
  findGuestCall,
  type GuestCall,
  guestCallOf,
  linksOf,
} from './queries.ts'
import { viewOf } from './view-of.ts'

/** A call is for a few; a department's room has hundreds. */
const mostPeople = 50
/** Of one call, used ones too. */
const mostLinks = 20

type Parts = Pick<Context, 'db' | 'homeserver' | 'now'>

/** Who is in the call comes first, should there be too many. */
const peopleOf = (state: readonly StateEvent[], now: number): UserId[] => {
  const joined = state
    .filter(({ type, content }) => type === eventTypes.member && content['membership'] === 'join')
    .map(({ state_key }) => state_key as UserId)
    .filter((person) => person !== serviceAccountOf(serverOf(person)))
  const present = presentIn(state, now).filter((person) => joined.includes(person))
  return [...new Set([...present, ...joined])].slice(0, mostPeople)
}

const callFor = async (
  { db, homeserver, now }: Parts,
  room: RoomId,
  person: UserId,
  endsAt: number,
): Promise<Result<GuestCall, Refusal>> => {
  const known = findGuestCall(db, room) ?? guestCallOf(db, room)
  const state = await homeserver.roomState(known?.room ?? room)
  if (!hostsOf(state)(person)) return refused({ code: 'not-allowed' })
  if (known) return ok(known)
  const people = peopleOf(state, now())
  const made = await homeserver.createRoom(
    guestCallRoomBody(room, [person, ...people.filter((other) => other !== person)].slice(0, mostPeople)),
  )
  const call: GuestCall = { room: made, conversation: room, endsAt, hasBegun: false, emptySince: null }
  addGuestCall(db, call)
  return ok(call)
}

type LinkRequest = { room: RoomId; secretHash: string; key_event: EventId; validMs: number }

const unused = {
  guest: null,
  deviceId: null,
  signingKey: null,
  identityKey: null,
  proof: null,
  waitingSince: null,
  heardAt: null,
  isOver: false,
}

/** A link for one guest into the call with guests of a conversation. Its secret the host's browser alone knows. */
export const makeLink = (
  context: Parts,
  lock: RoomLock,
  person: Person,
  { room, secretHash, key_event: keyEvent, validMs }: LinkRequest,
): Promise<Result<{ room: RoomId; link: GuestLinkView }, Refusal>> =>
  lock(guestLock(findGuestCall(context.db, room)?.conversation ?? room), async () => {
    const { db, now } = context
    const expiresAt = now() + validMs
    const call = await callFor(context, room, person.userId, expiresAt)
    if (!call.ok) return call
    const { room: callRoom, endsAt } = call.value
    if (linksOf(db, callRoom).length >= mostLinks) return refused({ code: 'rate-limited' })

    const id = randomBytes(12).toString('base64url')
    const link = { id, room: callRoom, secretHash, keyEvent, madeBy: person.userId, expiresAt, ...unused }
    db.transaction((tx) => {
      addLink(tx, link)
      changeGuestCall(tx, callRoom, { endsAt: Math.max(endsAt, expiresAt) })
      recordAccess(tx, now(), { action: 'guest-invited', details: { who: person.userId, room: callRoom } })
    })
    return ok({ room: callRoom, link: viewOf(link, now()) })
  })
