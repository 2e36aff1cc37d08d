import { createHash } from 'node:crypto'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { verify } from 'hono/jwt'
import * as v from 'valibot'
import { type HeldRoles, noRoles } from '#shared/auth/roles.ts'
import { isGuest } from '#shared/calls/guests.ts'
import { healthcareService } from '#shared/directory/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { type RoomId, roomId, serverOf, serviceAccountOf, type UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { sessionsEndedAt } from '../admin/queries.ts'
import type { Context, Env, Person } from '../context.ts'
import { refusalOf, refuse } from '../errors.ts'
import { featureOfPath } from '../features/feature-of-path.ts'
import { refusalFor, refusalForAnybody } from '../features/features-of-person.ts'
import { isBearer } from '../gateway/secret.ts'
import { belongsTo } from '../matrix/belongs-to.ts'
import { includes } from '../partners/queries.ts'
import { servicesOfPath } from '../partners/service-of-path.ts'
import { isClinicAdmin } from './admin-flag.ts'
import { bearerOf } from './bearer.ts'
import { rolesOf } from './queries.ts'
import { readSessionToken } from './session-token.ts'
import { isOfThisMachine } from './source-of-request.ts'
import { standingOfServer } from './standing-of-server.ts'

type Guard = MiddlewareHandler<Env>
type Check = (c: HonoContext<Env>) => Promise<Refusal | null> | Refusal | null

/** What a caller must show; the document of the API says it of every route. */
export type Proof = 'none' | 'session' | 'synapse' | 'livekit'

/** Who may call: the name of the guard, by which the table of roles and routes knows it. */
export type Rule = { rule: string; proof: Proof }

const guards = new WeakMap<object, Rule>()

/** A route without a guard is a mistake: a test walks all of them. */
export const isGuard = (handler: object): boolean => guards.has(handler)

/** What the guard among a route's handlers asks for. */
export const proofOf = (handlers: readonly object[]): Proof => ruleOf(handlers)?.proof ?? 'none'

/** Whoever may call a route may do so as long as the clinic has that part switched on for them. */
const offFor = (c: HonoContext<Env>): Refusal | null => {
  const feature = featureOfPath(c.req.path)
  if (!feature) return null
  const { db } = c.var.context
  return c.var.person ? refusalFor(db, feature, c.var.person.userId) : refusalForAnybody(db, feature)
}

/** The rule among a route's handlers; null for a route without one. */
export const ruleOf = (handlers: readonly object[]): Rule | null =>
  handlers.map((handler) => guards.get(handler)).find((rule) => rule !== undefined) ?? null

const guard = (rule: string, check: Check, proof: Proof = 'session'): Guard => {
  const handler: Guard = async (c, next) => {
    const look = async () => (await check(c)) ?? offFor(c)
    const refusal = await look()
    if (refusal) return refuse(c, refusal)
    // Whom we cannot ask about is not allowed.
    c.set('refusalNow', () => look().catch((error: unknown) => refusalOf(error) ?? { code: 'internal' }))
    return next()
  }
  guards.set(handler, { rule, proof })
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
  const needed = standing === 'partner' ? servicesOfPath(c.req.path) : null
  if (needed && !needed.some((service) => includes(db, server, service)))
    return refused({ code: 'partner-limited', details: { server } })
  // Without Synapse nobody is an admin, and everything else goes on; `allow.clinicAdmin` says which it was.
  const mayBeAdmin = session.wasAdmin && standing === 'own'
  const isAdmin = mayBeAdmin && (await isClinicAdmin({ homeserver, now }, session.userId).catch(() => false))
  const { userId, isConfirmed } = session
  const roles = standing === 'own' ? rolesOf(db, userId) : noRoles
  const person: Person = { userId, serverName: server, isClinicAdmin: isAdmin, isConfirmed, roles }
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

const confirmedClinicAdmin: Check = async (c) => {
  const refusal = await clinicAdmin(c)
  if (refusal) return refusal
  return c.var.person.isConfirmed ? null : { code: 'confirmation-needed' }
}

const holder =
  (holds: (roles: HeldRoles) => boolean): Check =>
  async (c) => {
    const signedIn = await signIn(c)
    if (!signedIn.ok) return signedIn.error
    return holds(signedIn.value.roles) ? null : clinicAdmin(c)
  }

const leadOf =
  (name: string): Check =>
  async (c) => {
    const signedIn = await signIn(c)
    if (!signedIn.ok) return signedIn.error
    const { leads } = signedIn.value.roles
    // Whoever leads none is not told what the request lacks.
    const department = leads.length > 0 ? await named(c, name, healthcareService.entries.id) : null
    return department !== null && leads.includes(department) ? null : clinicAdmin(c)
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

/** What the request names; null unless every place that names it names the same. */
const named = async <S extends v.GenericSchema>(
  c: HonoContext<Env>,
  name: string,
  schema: S,
): Promise<v.InferOutput<S> | null> => {
  const all = [c.req.param(name), ...(c.req.queries(name) ?? []), await jsonField(c, name)]
  const [first, ...others] = all.filter((value) => value !== undefined)
  const parsed = v.safeParse(schema, first)
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
    const room = await named(c, name, roomId)
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
  anyone: guard('anyone', () => null, 'none'),
  /** A person of the own clinic or of an active partner. */
  person: guard('person', person(signIn)),
  ownPerson: guard('ownPerson', ownPerson(signIn)),
  /** Guests of calls, too: all that they do is taking part. */
  personOrGuest: guard('personOrGuest', person(signInAnybody)),
  ownPersonOrGuest: guard('ownPersonOrGuest', ownPerson(signInAnybody)),
  /** A joined member of the room that path, query or JSON body name by `name`. */
  memberOf: (name: string) => guard('memberOf', memberOf(name, isJoined)),
  memberOrGuestOf: (name: string) => guard('memberOrGuestOf', memberOf(name, isJoined, signInAnybody)),
  /** A member, or one who is invited to a room of our service. */
  calledTo: (name: string) => guard('calledTo', memberOf(name, isCalled)),
  /** Own clinic and Synapse admin. */
  clinicAdmin: guard('clinicAdmin', clinicAdmin),
  /** The same, who has just said once more that it is them: for what cannot be undone, or gives power. */
  confirmedClinicAdmin: guard('confirmedClinicAdmin', confirmedClinicAdmin),
  /** An auditor, or a clinic admin. */
  auditor: guard(
    'auditor',
    holder(({ isAuditor }) => isAuditor),
  ),
  /** An operator, or a clinic admin. */
  operator: guard(
    'operator',
    holder(({ isOperator }) => isOperator),
  ),
  /** Who leads some department, or a clinic admin. */
  lead: guard(
    'lead',
    holder(({ leads }) => leads.length > 0),
  ),
  /** Who leads the department that path, query or JSON body name by `name`, or a clinic admin. */
  leadOf: (name: string) => guard('leadOf', leadOf(name)),
  /** The service account of an active partner. */
  partnerService: guard('partnerService', partnerService),
  ownPersonOrPartnerService: guard('ownPersonOrPartnerService', ownPersonOrPartnerService),
  /** The own Synapse, by the token of the registration. */
  synapse: guard('synapse', synapse, 'synapse'),
  /** Numbers for Prometheus: this machine, or the token of the settings. */
  metrics: guard('metrics', metrics, 'none'),
  /** Webhooks of the own LiveKit. */
  livekit: guard('livekit', livekit, 'livekit'),
}
