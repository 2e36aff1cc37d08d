import * as v from 'valibot'
import { heldRoles } from '../auth/roles.ts'
import { linkId, secretHash } from '../auth/secret-link.ts'
import { isGuest } from '../calls/guests.ts'
import { practitionerRole } from '../directory/api.ts'
import { roomId, serverName, serviceLocalpart, userId } from '../matrix/ids.ts'
import { roomKind } from '../rooms/api.ts'

/**
 * `GET /api/admin/people?q=&from=` and `GET /api/admin/rooms?q=&from=`, clinic admin: one page, and where the next begins.
 * Rooms are found by their id (`!…`), one of our people (`@…`), a partner's server, or the name of a department.
 */
export const adminQuery = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''),
  from: v.optional(v.pipe(v.string(), v.regex(/^\d{0,9}$/)), '0'),
})
/** Which accounts: all, those that can be used, of admins, or closed ones. */
export const standingsOfAccounts = ['all', 'active', 'admins', 'closed'] as const
export type AccountsShown = (typeof standingsOfAccounts)[number]
/** `GET /api/admin/people` */
export const peopleQuery = v.object({ ...adminQuery.entries, is: v.optional(v.picklist(standingsOfAccounts), 'all') })
export type PeopleQuery = v.InferOutput<typeof peopleQuery>
export type AdminQuery = v.InferOutput<typeof adminQuery>

/** What stands before the colon of an account, for good. */
export const localpart = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]{0,60}$/, 'small letters, digits, dots and dashes'),
  // Guests and the service have names of their own.
  v.check((name) => name !== serviceLocalpart && !isGuest(`@${name}`), 'a name of the service'),
)
export const personName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))

/** How the directory shows somebody; null: not at all. */
const personEntry = v.nullable(v.pick(practitionerRole, ['title', 'specialty', 'serviceId']))

const hourMs = 60 * 60_000
export const longestInvitationMs = 31 * 24 * hourMs

/** A link by which somebody sets their own password; its secret the admin's browser alone knows. */
export const newInvitation = v.object({
  secretHash,
  validMs: v.pipe(v.number(), v.integer(), v.minValue(hourMs), v.maxValue(longestInvitationMs)),
})
export type NewInvitation = v.InferOutput<typeof newInvitation>
export const invitationView = v.object({
  id: linkId,
  /** Unix time in ms. */
  expiresAt: v.number(),
})
export type InvitationView = v.InferOutput<typeof invitationView>

/** `POST /api/admin/people`, clinic admin: an account, how the clinic shows the person, and how they come in. */
export const newPersonInput = v.object({
  localpart,
  name: personName,
  isClinicAdmin: v.boolean(),
  entry: personEntry,
  /** Null: by a password that nobody chose. */
  invitation: v.nullable(newInvitation),
})
export type NewPersonInput = v.InferOutput<typeof newPersonInput>

/**
 * What opens an account: a password, given out once and kept by nobody, or an invitation. Neither of somebody who comes in
 * by the hospital's provider alone, whatever was asked for.
 */
export const accessOutput = v.union([
  v.object({ userId, password: v.null(), invitation: v.null() }),
  v.object({ userId, password: v.string(), invitation: v.null() }),
  v.object({ userId, password: v.null(), invitation: invitationView }),
])
export type AccessOutput = v.InferOutput<typeof accessOutput>

/** `POST /api/admin/people/access`: whose password ends, and what they come in with instead. */
export const newAccessInput = v.object({ userId, invitation: v.nullable(newInvitation) })
export type NewAccessInput = v.InferOutput<typeof newAccessInput>

/** `PUT /api/admin/people`: how somebody is called and shown; nobody else can change it. */
export const changedPersonInput = v.object({ userId, name: personName, entry: personEntry })
export type ChangedPersonInput = v.InferOutput<typeof changedPersonInput>

/** `PUT /api/admin/people/role`: who administers the clinic, and who does no more. */
export const roleInput = v.object({ userId, isClinicAdmin: v.boolean() })
export type RoleInput = v.InferOutput<typeof roleInput>

/** `PUT /api/admin/people/roles`: what somebody may do beside their own work, all of it anew. */
export const rolesInput = v.object({ userId, ...heldRoles.entries })
export type RolesInput = v.InferOutput<typeof rolesInput>

/** Whose. */
export const personParam = v.object({ userId })

/** `POST` and `GET /api/admin/people/closing`: how far it is. */
export const closingOutput = v.object({
  userId,
  isDone: v.boolean(),
  /** Of its conversations, how many were looked at so far. */
  doneRooms: v.number(),
  /** Null while they are not counted. */
  allRooms: v.nullable(v.number()),
  /** Open consults that it had asked for and that nobody looks after now. */
  unattended: v.number(),
})
export type ClosingOutput = v.InferOutput<typeof closingOutput>

/** `POST /api/admin/provider-sign-ins`, by the own Synapse: what the hospital's provider says of somebody who signs in. */
export const providerSignIn = v.object({ userId, groups: v.pipe(v.array(v.string()), v.maxLength(5_000)) })
export type ProviderSignIn = v.InferOutput<typeof providerSignIn>

const nextPage = v.nullable(v.string())

export const adminPerson = v.object({
  userId,
  name: v.string(),
  entry: personEntry,
  isClinicAdmin: v.boolean(),
  roles: heldRoles,
  isDeactivated: v.boolean(),
  /** Signed out for good; what it leaves behind is being handed on. */
  isClosing: v.boolean(),
  /** The account through which the clinic's service acts. */
  isService: v.boolean(),
  /** Unix time in ms; null when never. */
  lastSeenAt: v.nullable(v.number()),
})
export type AdminPerson = v.InferOutput<typeof adminPerson>
export const adminPeopleOutput = v.object({ people: v.array(adminPerson), total: v.number(), next: nextPage })
export type AdminPeopleOutput = v.InferOutput<typeof adminPeopleOutput>

/** What an admin may know of a room: never a name that people have chosen, which may say too much. */
export const adminRoom = v.object({
  roomId,
  kind: roomKind,
  /** As a clinic's service named it. */
  name: v.nullable(v.string()),
  historyVisibility: v.nullable(v.string()),
  isClosed: v.boolean(),
  memberCount: v.number(),
  /** Servers of the joined members; null when the homeserver did not say in time. */
  servers: v.nullable(v.array(serverName)),
  isEncrypted: v.boolean(),
  version: v.string(),
  creator: v.nullable(userId),
})
export type AdminRoom = v.InferOutput<typeof adminRoom>
export const adminRoomsOutput = v.object({
  rooms: v.array(adminRoom),
  total: v.number(),
  next: nextPage,
})
export type AdminRoomsOutput = v.InferOutput<typeof adminRoomsOutput>
