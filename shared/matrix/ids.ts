import * as v from 'valibot'

/** Matrix identifiers, branded at the door. Grammar: Matrix specification, appendix "Identifier grammar". */
export const serverName = v.pipe(
  v.string(),
  v.maxLength(230),
  v.regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i, 'not a server name'),
  v.brand('ServerName'),
)
export type ServerName = v.InferOutput<typeof serverName>

export const userId = v.pipe(
  v.string(),
  v.maxLength(255),
  v.regex(/^@[!-9;-~]+:[a-z0-9.-]+(?::\d{1,5})?$/i, 'not a user id'),
  v.brand('UserId'),
)
export type UserId = v.InferOutput<typeof userId>

/** Room ids of version 12 are a hash without a server name; older ones carry one. */
export const roomId = v.pipe(v.string(), v.maxLength(255), v.regex(/^![!-~]+$/, 'not a room id'), v.brand('RoomId'))
export type RoomId = v.InferOutput<typeof roomId>

export const eventId = v.pipe(
  v.string(),
  v.maxLength(255),
  v.regex(/^\$[!-~]+$/, 'not an event id'),
  v.brand('EventId'),
)
export type EventId = v.InferOutput<typeof eventId>

export const deviceId = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.brand('DeviceId'))
export type DeviceId = v.InferOutput<typeof deviceId>

/** The homeserver that vouches for a person. */
export const serverOf = (id: UserId): ServerName => id.slice(id.indexOf(':') + 1) as ServerName

export const localpartOf = (id: UserId): string => id.slice(1, id.indexOf(':'))

export const serviceLocalpart = 'consilium'
/** The account through which a clinic's service acts in Matrix. */
export const serviceAccountOf = (server: ServerName): UserId => `@${serviceLocalpart}:${server}` as UserId
