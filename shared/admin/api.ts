import * as v from 'valibot'
import { isGuest } from '../calls/guests.ts'
import { practitionerRole } from '../directory/api.ts'
import { roomId, serverName, serviceLocalpart, userId } from '../matrix/ids.ts'

/** `GET /api/admin/people?q=&from=` and `GET /api/admin/rooms?q=&from=`, clinic admin: one page, and where the next begins. */
export const adminQuery = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
  from: v.optional(v.pipe(v.string(), v.regex(/^\d{0,9}$/)), '0'),
})
export type AdminQuery = v.InferOutput<typeof adminQuery>

/** `POST /api/admin/people`, clinic admin: an account, and how the clinic shows the person. */
export const newPersonInput = v.object({
  /** What stands before the colon of the account, for good. */
  localpart: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9._-]{0,60}$/, 'small letters, digits, dots and dashes'),
    // Guests and the service have names of their own.
    v.check((name) => name !== serviceLocalpart && !isGuest(`@${name}`), 'a name of the service'),
  ),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  isClinicAdmin: v.boolean(),
  /** Null: in no directory. */
  entry: v.nullable(v.pick(practitionerRole, ['title', 'specialty', 'serviceId'])),
})
export type NewPersonInput = v.InferOutput<typeof newPersonInput>

/** A password that nobody chose: given out once, and kept by nobody. */
export const passwordOutput = v.object({ userId, password: v.string() })
export type PasswordOutput = v.InferOutput<typeof passwordOutput>

/** `POST /api/admin/people/password`, and `/closing`: whose. */
export const personParam = v.object({ userId })

const nextPage = v.nullable(v.string())

export const adminPerson = v.object({
  userId,
  name: v.string(),
  isClinicAdmin: v.boolean(),
  isDeactivated: v.boolean(),
  /** The account through which the clinic's service acts. */
  isService: v.boolean(),
  /** Unix time in ms; null when never. */
  lastSeenAt: v.nullable(v.number()),
})
export type AdminPerson = v.InferOutput<typeof adminPerson>
export const adminPeopleOutput = v.object({ people: v.array(adminPerson), total: v.number(), next: nextPage })
export type AdminPeopleOutput = v.InferOutput<typeof adminPeopleOutput>

/** What an admin may know of a room: never its name, which people choose and which may say too much. */
export const adminRoom = v.object({
  roomId,
  /** `audit`: holds where the log of accesses stands; nobody writes in it. */
  kind: v.picklist(['consult', 'conversation', 'audit']),
  memberCount: v.number(),
  /** Servers of the joined members; null when the homeserver did not say in time. */
  servers: v.nullable(v.array(serverName)),
  isEncrypted: v.boolean(),
  version: v.string(),
  creator: v.nullable(userId),
})
export type AdminRoom = v.InferOutput<typeof adminRoom>
export const adminRoomsOutput = v.object({ rooms: v.array(adminRoom), total: v.number(), next: nextPage })
export type AdminRoomsOutput = v.InferOutput<typeof adminRoomsOutput>
