import { createHash } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { verify } from 'hono/jwt'
import * as v from 'valibot'
import { isGuest } from '#shared/calls/guests.ts'
import type { Refusal } from '#shared/errors.ts'
import { type RoomId, roomId, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { sessionsEndedAt } from '../admin/queries.ts'
import type { Context, Env, Person } from '../context.ts'
import { refuse } from '../errors.ts'
import { featureOfPath } from '../features/feature-of-path.ts'
import { refusalFor, refusalForAnybody } from '../features/features-of-person.ts'
import { isBearer } from '../gateway/secret.ts'
import { belongsTo } from '../matrix/belongs-to.ts'
import { isClinicAdmin } from './admin-flag.ts'
import { bearerOf } from './bearer.ts'
import { readSessionToken } from './session-token.ts'
import { isOfThisMachine } from './source-of-request.ts'
import { standingOfServer } from './standing-of-server.ts'

type Guard = MiddlewareHandler<Env>
type Check = (c: HonoContext<Env>) => Promise<Refusal | null> | Refusal | null

/** What a caller must show; the document of the API says it of every route. */
export type Proof = 'none' | 'session' | 'synapse' | 'livekit'

const guards = new WeakMap<object, Proof>()

/** A route without a guard is a mistake: a test walks all of them. */
export const isGuard = (handler: object): boolean => guards.has(handler)

/** What the guard among a route's handlers asks for. */
export const proofOf = (handlers: readonly object[]): Proof =>
  handlers.map((handler) => guards.get(handler)).find((proof) => proof !== undefined) ?? 'none'

/** Whoever may call a route may do so as long as the clinic has that part switched on for them. */
const offFor = (c: HonoContext<Env>): Refusal | null => {
  const feature = featureOfPath(c.req.path)
  if (!feature) return null
  const { db } = c.var.context
  return c.var.person ? refusalFor(db, feature, c.var.person.userId) : refusalForAnybody(db, feature)
}

const guard = (check: Check, proof: Proof = 'session'): Guard => {
  const handler: Guard = async (c, next) => {
    const refusal = (await check(c)) ?? offFor(c)
    if (refusal) return refuse(c, refusal)
    // Whom we cannot ask about is not allowed.
    const again = async () => (await check(c)) === null
    c.set('isStillAllowed', () => again().catch(() => false))
    return next()
  }
  guards.set(handler, proof)
  return handler
}

/** Who calls, as the session token says and the partnership still allows. Guests may do what is named for them only. */
const signIn = async (c: HonoContext<Env>): Promise<Result<Person, Refusal>> => {
  const signedIn = await signInAnybody(c)
  return signedIn.ok && isGuest(signedIn.value.userId) ? refused({ code: 'not-allowed' }) : signedIn
}

const signInAnybody = async (c: HonoContext<Env>): Promise<Result<Person, Refusal>> => {
  const { config, db, homeserver, now } = c.var.context
  const token = bearerOf(c.req.header('authorization'))
  const session = token ? await readSessionToken(config, token, now()) : null
  if (!session) return refused({ code: 'not-signed-in' })
  c.set('caller', session.userId)
  const endedAt = sessionsEndedAt(db, session.userId)
  if (endedAt !== null && session.madeAt <= endedAt) return refused({ code: 'not-signed-in' })
  const server = serverOf(session.userId)
  const standing = standingOfServer({ config, db }, server)
  if (standing === 'partner-unknown' || standing === 'partner-suspended') return refused({ code: standing })
  // Without Synapse nobody is an admin, and everything else goes on; `allow.clinicAdmin` says which it was.
  const mayBeAdmin = session.wasAdmin && standing === 'own'
  const isAdmin = mayBeAdmin && (await isClinicAdmin({ homeserver, now }, session.userId).catch(() => false))
  const person: Person = { userId: session.userId, serverName: server, isClinicAdmin: isAdmin }
  c.set('person', person)
  return ok(person)
}

const isOwn = (c: HonoContext<Env>, person: Person) => standingOfServer(c.var.context, person.serverName) === 'own'

type SignIn = typeof signIn

const person =
  (who: SignIn): Check =>
  async (c) => {
    const signedIn = await who(c)
    return signedIn.ok ? null : signedIn.error
  }

const ownPerson =
  (who: SignIn): Check =>
  async (c) => {
    const signedIn = await who(c)
    if (!signedIn.ok) return signedIn.error
    return isOwn(c, signedIn.value) ? null : { code: 'not-allowed' }
  }

const clinicAdmin: Check = async (c) => {
  const signedIn = await signIn(c)
  if (!signedIn.ok) return signedIn.error
  const { value: caller } = signedIn
  if (!isOwn(c, caller)) return { code: 'not-allowed' }
  // Throws, and so answers, when Synapse does not.
  return caller.isClinicAdmin || (await isClinicAdmin(c.var.context, caller.userId)) ? null : { code: 'not-allowed' }
}

const isPartnerService = (c: HonoContext<Env>, caller: Person) =>
  !isOwn(c, caller) && caller.userId.toLowerCase() === serviceAccountOf(caller.serverName).toLowerCase()

const partnerService: Check = async (c) => {
  const signedIn = await signIn(c)
  if (!signedIn.ok) return signedIn.error
  return isPartnerService(c, signedIn.value) ? null : { code: 'not-allowed' }
}

const ownPersonOrPartnerService: Check = async (c) => {
  const signedIn = await signIn(c)
  if (!signedIn.ok) return signedIn.error
  return isOwn(c, signedIn.value) || isPartnerService(c, signedIn.value) ? null : { code: 'not-allowed' }
}

const jsonField = async (c: HonoContext<Env>, name: string): Promise<unknown> => {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return undefined
  const body: unknown = await c.req.json().catch(() => null)
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
}

/** The room that the request names; null unless every place that names one names the same. */
const namedRoom = async (c: HonoContext<Env>, name: string): Promise<RoomId | null> => {
  const named = [c.req.param(name), ...(c.req.queries(name) ?? []), await jsonField(c, name)]
  const [first, ...others] = named.filter((value) => value !== undefined)
  const parsed = v.safeParse(roomId, first)
  return parsed.success && others.every((other) => other === first) ? parsed.output : null
}

type Homeserver = Context['homeserver']
type IsIn = (homeserver: Homeserver, room: RoomId, userId: UserId) => Promise<boolean>

const isJoined: IsIn = (homeserver, room, userId) => homeserver.isJoined(room, userId)

/** Who has just joined elsewhere is still invited by what our homeserver knows. */
const isCalled: IsIn = async (homeserver, room, userId) =>
  (await homeserver.isJoined(room, userId)) || belongsTo(await homeserver.state(room), userId)

const memberOf =
  (name: string, isIn: IsIn, who: SignIn = signIn): Check =>
  async (c) => {
    const signedIn = await who(c)
    if (!signedIn.ok) return signedIn.error
    const room = await namedRoom(c, name)
    if (!room) return { code: 'bad-input', details: { fields: name } }
    // Throws when Synapse does not answer: nobody is a member of what we cannot ask.
    return (await isIn(c.var.context.homeserver, room, signedIn.value.userId)) ? null : { code: 'not-a-member' }
  }

/** Application-service API, "Authorization". */
const synapse: Check = (c) => {
  const header = c.req.header('authorization')
  if (header === undefined) return { code: 'not-signed-in' }
  return isBearer(header, c.var.context.config.homeserver.hsToken) ? null : { code: 'not-allowed' }
}

/** LiveKit signs its webhooks with the API key: a JWT that carries the SHA-256 of the body. */
const livekit: Check = async (c) => {
  const { apiKey, apiSecret } = c.var.context.config.livekit
  const header = c.req.header('authorization') ?? ''
  const token = bearerOf(header) ?? header
  const claims = await verify(token, apiSecret, { alg: 'HS256', iss: apiKey }).catch(() => null)
  if (!claims) return { code: 'not-signed-in' }
  const hash = createHash('sha256')
    .update(await c.req.text())
    .digest('base64')
  return claims['sha256'] === hash ? null : { code: 'not-allowed' }
}

/** What comes through the gateway names whom it is for; what does not, and comes from here, is of this machine. */
const metrics: Check = (c) => {
  const header = c.req.header('authorization')
  const { metricsToken } = c.var.context.config
  if (header !== undefined && metricsToken !== null)
    return isBearer(header, metricsToken) ? null : { code: 'not-allowed' }
  return isOfThisMachine(c) ? null : { code: 'not-allowed' }
}

/** Who may call a route. Every route names one of these; all but `anyone`, `synapse` and `livekit` set `c.var.person`. */
export const allow = {
  anyone: guard(() => null, 'none'),
  /** A person of the own clinic or of an active partner. */
  person: guard(person(signIn)),
  ownPerson: guard(ownPerson(signIn)),
  /** Guests of calls, too: all that they do is taking part. */
  personOrGuest: guard(person(signInAnybody)),
  ownPersonOrGuest: guard(ownPerson(signInAnybody)),
  /** A joined member of the room that path, query or JSON body name by `name`. */
  memberOf: (name: string) => guard(memberOf(name, isJoined)),
  memberOrGuestOf: (name: string) => guard(memberOf(name, isJoined, signInAnybody)),
  /** A member, or one who is invited to a room of our service. */
  calledTo: (name: string) => guard(memberOf(name, isCalled)),
  /** Own clinic and Synapse admin. */
  clinicAdmin: guard(clinicAdmin),
  /** The service account of an active partner. */
  partnerService: guard(partnerService),
  ownPersonOrPartnerService: guard(ownPersonOrPartnerService),
  /** The own Synapse, by the token of the registration. */
  synapse: guard(synapse, 'synapse'),
  /** Numbers for Prometheus: this machine, or the token of the settings. */
  metrics: guard(metrics, 'none'),
  /** Webhooks of the own LiveKit. */
  livekit: guard(livekit, 'livekit'),
}
