import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { sign } from 'hono/jwt'
import { describe, expect, it } from 'vitest'
import { confirmationMs } from '#shared/auth/confirmation.ts'
import { type HeldRoles, noRoles } from '#shared/auth/roles.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { createApp } from './app.ts'
import { type allow, isGuard, ruleOf } from './auth/allow.ts'
import { saveRoles } from './auth/queries.ts'
import { makeSessionToken } from './auth/session-token.ts'
import type { Env } from './context.ts'
import { contextForTests, withPartner } from './context-for-tests.ts'

type Rule = keyof typeof allow

/**
 * Who may call what. A route that is not here, or has another rule than here, fails: whoever adds one decides that. Of
 * the gateway before it: `gateway/callers-and-routes.test.ts`.
 */
const rules: Record<string, Rule> = {
  'POST /api/session': 'anyone',
  'GET /api/session/ways': 'anyone',
  'POST /api/session/confirmations': 'ownPerson',
  'POST /api/session/confirmations/complete': 'ownPerson',
  'POST /api/session/introductions': 'ownPersonOrGuest',
  'POST /api/session/introductions/check': 'anyone',
  'GET /api/clinic': 'anyone',
  'PUT /api/clinic': 'clinicAdmin',
  'GET /api/health': 'anyone',
  'GET /api/directory/me': 'ownPerson',
  'PUT /api/directory/me/on-call': 'ownPerson',
  'PUT /api/directory/me/duty-phone': 'ownPerson',
  'PUT /api/directory/me/availability': 'ownPerson',
  'GET /api/directory/search': 'ownPerson',
  'GET /api/directory/local-search': 'ownPersonOrPartnerService',
  'GET /api/directory/services': 'ownPersonOrPartnerService',
  'PUT /api/directory/services': 'leadOf',
  'PUT /api/directory/services/:serviceId/members': 'leadOf',
  'GET /api/directory/on-call/:serviceId': 'ownPersonOrPartnerService',
  'GET /api/directory/people': 'person',
  'PUT /api/directory/people': 'clinicAdmin',
  'DELETE /api/directory/people': 'clinicAdmin',
  'GET /api/templates/questionnaires': 'ownPerson',
  'GET /api/templates/questionnaires/:serviceId': 'ownPersonOrPartnerService',
  'PUT /api/templates/questionnaires/:serviceId': 'leadOf',
  'GET /api/templates/reports/:serviceId': 'ownPerson',
  'PUT /api/templates/reports/:serviceId': 'leadOf',
  'GET /api/partners': 'ownPersonOrGuest',
  'POST /api/partners': 'clinicAdmin',
  'POST /api/partners/messages': 'anyone',
  'POST /api/partners/questions': 'synapse',
  'GET /api/partners/messages/:messageId': 'anyone',
  'POST /api/partners/:serverName/look-up': 'clinicAdmin',
  'POST /api/partners/decisions': 'clinicAdmin',
  'POST /api/partners/:serverName/connection-tests': 'operator',
  'PUT /api/partners/:serverName/card': 'clinicAdmin',
  'PUT /api/partners/:serverName/limits': 'clinicAdmin',
  'POST /api/partners/:serverName/transitions': 'clinicAdmin',
  'GET /api/federation-list': 'operator',
  'PUT /api/federation-list': 'clinicAdmin',
  'DELETE /api/federation-list': 'clinicAdmin',
  'POST /api/federation-list/refresh': 'clinicAdmin',
  'GET /api/permissions/default': 'ownPerson',
  'PUT /api/permissions/default': 'clinicAdmin',
  'GET /api/admin/people': 'clinicAdmin',
  'POST /api/admin/people': 'clinicAdmin',
  'PUT /api/admin/people': 'clinicAdmin',
  'PUT /api/admin/people/role': 'confirmedClinicAdmin',
  'PUT /api/admin/people/roles': 'confirmedClinicAdmin',
  'POST /api/admin/people/access': 'confirmedClinicAdmin',
  'POST /api/admin/people/import': 'clinicAdmin',
  'GET /api/admin/people/closing': 'clinicAdmin',
  'POST /api/admin/people/closing': 'confirmedClinicAdmin',
  'POST /api/admin/provider-sign-ins': 'synapse',
  'GET /api/admin/rooms': 'clinicAdmin',
  'GET /api/audit/entries': 'auditor',
  'GET /api/audit/verification': 'auditor',
  'GET /api/audit/export': 'auditor',
  'GET /api/audit/consults/:roomId': 'memberOf',
  'POST /api/consults': 'ownPerson',
  'GET /api/consults': 'ownPerson',
  'DELETE /api/rota/departments/:serviceId/shifts': 'ownPerson',
  'GET /api/directory/search/arriving': 'ownPerson',
  'GET /api/fhir/HealthcareService': 'ownPersonOrPartnerService',
  'GET /api/fhir/HealthcareService/:id': 'ownPersonOrPartnerService',
  'GET /api/fhir/Organization': 'ownPersonOrPartnerService',
  'GET /api/fhir/Organization/:id': 'ownPersonOrPartnerService',
  'GET /api/fhir/Practitioner/:id': 'ownPersonOrPartnerService',
  'GET /api/fhir/PractitionerRole': 'ownPersonOrPartnerService',
  'GET /api/fhir/PractitionerRole/:id': 'ownPersonOrPartnerService',
  'GET /api/fhir/all/HealthcareService': 'ownPerson',
  'GET /api/fhir/all/Organization': 'ownPerson',
  'GET /api/fhir/all/PractitionerRole': 'ownPerson',
  'GET /api/fhir/metadata': 'anyone',
  'GET /api/rota/calendars/:secret': 'anyone',
  'GET /api/rota/departments/:serviceId': 'ownPerson',
  'GET /api/rota/me': 'ownPerson',
  'POST /api/rota/departments/:serviceId/swaps': 'ownPerson',
  'PUT /api/directory/me/visibility': 'ownPerson',
  'PUT /api/rota/departments/:serviceId/settings': 'ownPerson',
  'PUT /api/rota/departments/:serviceId/shifts': 'ownPerson',
  'PUT /api/rota/me/calendar': 'ownPerson',
  'DELETE /api/rooms/reports/:id': 'clinicAdmin',
  'GET /api/features': 'ownPerson',
  'GET /api/features/settings': 'clinicAdmin',
  'GET /api/rooms/:roomId': 'clinicAdmin',
  'GET /api/rooms/reports': 'clinicAdmin',
  'GET /api/rooms/reports/count': 'clinicAdmin',
  'GET /api/rota/departments': 'ownPerson',
  'POST /api/rooms/:roomId/purge': 'confirmedClinicAdmin',
  'PUT /api/features/settings/:feature': 'clinicAdmin',
  'PUT /api/rooms/:roomId/closing': 'clinicAdmin',
  'PUT /api/rooms/:roomId/owner': 'clinicAdmin',
  'POST /api/guests/knock': 'personOrGuest',
  'GET /api/consults/figures': 'lead',
  'GET /api/consults/:roomId': 'memberOf',
  'POST /api/consults/:roomId/transitions': 'calledTo',
  'POST /api/consults/:roomId/parts': 'memberOf',
  'GET /api/duty/me': 'ownPerson',
  'POST /api/duty/conversations': 'ownPerson',
  'POST /api/duty/conversations/for-partner': 'partnerService',
  'POST /api/duty/conversations/:roomId/moves': 'memberOf',
  'POST /api/urgent': 'memberOf',
  'POST /api/urgent/:roomId/cancel': 'memberOf',
  'POST /api/urgent/:roomId/hand': 'memberOf',
  'POST /api/calls/token': 'personOrGuest',
  'POST /api/calls/leave': 'memberOrGuestOf',
  'POST /api/calls/sfu/get': 'anyone',
  'POST /api/calls/get_token': 'anyone',
  'POST /api/calls/delegate_delayed_leave': 'anyone',
  'POST /api/calls/rooms/:roomId/order': 'memberOf',
  'POST /api/calls/rooms/:roomId/mute': 'memberOf',
  'POST /api/calls/livekit-events': 'livekit',
  'POST /api/guests/links': 'memberOf',
  'GET /api/guests/links': 'calledTo',
  'DELETE /api/guests/links/:id': 'ownPerson',
  'POST /api/guests/enter': 'anyone',
  'POST /api/invitations/look': 'anyone',
  'POST /api/invitations/accept': 'anyone',
  'POST /api/case-files/uploads': 'ownPerson',
  'GET /api/case-files/uploads/:fileId': 'ownPerson',
  'PATCH /api/case-files/uploads/:fileId': 'ownPerson',
  'DELETE /api/case-files/uploads/:fileId': 'ownPerson',
  'GET /api/case-files/usage': 'ownPerson',
  'GET /api/case-files/store': 'operator',
  'GET /api/case-files/:fileId': 'memberOf',
  'DELETE /api/case-files/:fileId': 'memberOf',
  'POST /api/case-files/:fileId/completion': 'memberOf',
  'GET /api/record': 'ownPerson',
  'POST /api/record/handovers': 'memberOf',
  'GET /api/notifications': 'ownPerson',
  'PUT /api/notifications/subscription': 'ownPerson',
  'DELETE /api/notifications/subscription': 'ownPerson',
  'PUT /api/notifications/silences': 'ownPerson',
  'POST /api/notifications/alerts': 'partnerService',
  'POST /api/consults/unattended': 'partnerService',
  'PUT /_matrix/app/v1/transactions/:txnId': 'synapse',
  'GET /_matrix/app/v1/users/:userId': 'synapse',
  'GET /_matrix/app/v1/rooms/:alias': 'synapse',
  'POST /_matrix/app/v1/ping': 'synapse',
  'POST /_matrix/push/v1/notify': 'anyone',
  'GET /.well-known/matrix/client': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'ALL /api/*': 'anyone',
  'ALL /_matrix/*': 'anyone',
  'GET /*': 'anyone',
  'GET /metrics': 'metrics',
  'GET /api/operation': 'operator',
}

/** Everybody who could call, from nobody to whoever may most. */
const callers = [
  'nobody',
  'guest',
  'person of a partner',
  'person of a suspended partner',
  'person of a stranger',
  'service of a partner',
  'own person',
  'lead of this department',
  'lead of another department',
  'auditor',
  'operator',
  'admin',
  'confirmed admin',
  'Synapse',
  'LiveKit',
] as const
type Caller = (typeof callers)[number]

const own = [
  'own person',
  'lead of this department',
  'lead of another department',
  'auditor',
  'operator',
  'admin',
  'confirmed admin',
] as const
const admins = ['admin', 'confirmed admin'] as const
const people = ['person of a partner', 'service of a partner', ...own] as const

/** Whom each rule lets through; in the test everybody is a member of the room that a route names. */
const passes: Record<Rule, readonly Caller[]> = {
  anyone: callers,
  person: people,
  personOrGuest: ['guest', ...people],
  ownPerson: own,
  ownPersonOrGuest: ['guest', ...own],
  memberOf: people,
  memberOrGuestOf: ['guest', ...people],
  calledTo: people,
  clinicAdmin: admins,
  confirmedClinicAdmin: ['confirmed admin'],
  auditor: ['auditor', ...admins],
  operator: ['operator', ...admins],
  lead: ['lead of this department', 'lead of another department', ...admins],
  leadOf: ['lead of this department', ...admins],
  partnerService: ['service of a partner'],
  ownPersonOrPartnerService: ['service of a partner', ...own],
  synapse: ['Synapse'],
  livekit: ['LiveKit'],
  metrics: [],
}

const userIds: Partial<Record<Caller, string>> = {
  guest: '@consilium-guest-abcdefgh:nord.example',
  'person of a partner': '@bert:sued.example',
  'person of a suspended partner': '@west:west.example',
  'person of a stranger': '@eve:stranger.example',
  'service of a partner': '@consilium:sued.example',
  'own person': '@anna:nord.example',
  'lead of this department': '@lea:nord.example',
  'lead of another department': '@leo:nord.example',
  auditor: '@audrey:nord.example',
  operator: '@otto:nord.example',
  admin: '@ada:nord.example',
  'confirmed admin': '@ada:nord.example',
}

const roles: Partial<Record<Caller, Partial<HeldRoles>>> = {
  'lead of this department': { leads: ['cardiology'] },
  'lead of another department': { leads: ['neurology'] },
  auditor: { isAuditor: true },
  operator: { isOperator: true },
}

const newClinic = () => {
  const context = contextForTests({
    homeserver: {
      isAdmin: async (userId) => userId === '@ada:nord.example',
      isJoined: async () => true,
    },
  })
  withPartner(context, 'sued.example')
  withPartner(context, 'west.example', 'suspended')
  for (const [caller, held] of Object.entries(roles))
    saveRoles(context.db, userIds[caller as Caller] as UserId, { ...noRoles, ...held })
  return context
}

/** Names a room and a department everywhere where a route could look for one. */
const rooms = { room: '!room', roomId: '!room', conversation: '!room' }
const body = JSON.stringify({ ...rooms, id: 'cardiology', serviceId: 'cardiology' })

const headersOf = async (context: ReturnType<typeof newClinic>, caller: Caller): Promise<Record<string, string>> => {
  const { config, now } = context
  const content = { 'content-type': 'application/json' }
  if (caller === 'nobody') return content
  if (caller === 'Synapse') return { ...content, authorization: `Bearer ${config.homeserver.hsToken}` }
  if (caller === 'LiveKit') {
    const { apiKey, apiSecret } = config.livekit
    const sha256 = createHash('sha256').update(body).digest('base64')
    return { ...content, authorization: await sign({ iss: apiKey, sha256 }, apiSecret, 'HS256') }
  }
  const confirmed = caller === 'confirmed admin' ? { confirmedUntil: now() + confirmationMs } : {}
  const session = {
    userId: userIds[caller] as UserId,
    wasAdmin: admins.some((admin) => admin === caller),
    ...confirmed,
  }
  return { ...content, authorization: `Bearer ${(await makeSessionToken(config, session, now())).token}` }
}

const routesOf = (context: ReturnType<typeof newClinic>) => {
  // Of middleware for all methods only tus has a rule of its own.
  const all = createApp(context).routes.filter(({ method, handler }) => method !== 'ALL' || isGuard(handler))
  return Map.groupBy(all, ({ method, path }) => `${method} ${path}`)
}

/** The path with something in each of its places. */
const filled = (path: string) =>
  path
    .replace(':roomId', '!room')
    .replace(':serviceId', 'cardiology')
    .replace(/:serverName/, 'sued.example')
    .replace(/:\w+(\{[^}]*\})?/g, 'something')
    .replace('*', 'something')

/** Whom the guard of a route lets through, with the route's own guard and nothing behind it. */
const letThrough = async (context: ReturnType<typeof newClinic>, route: string, handlers: readonly object[]) => {
  const [method = '', path = ''] = route.split(' ')
  const guard = handlers.find(isGuard)
  const app = new Hono<Env>().use(async (c, next) => {
    c.set('context', context)
    await next()
  })
  app.on(method === 'ALL' ? 'GET' : method, path, guard as never, (c) => c.text('in'))
  const ask = async (caller: Caller) => {
    const verb = method === 'ALL' ? 'GET' : method
    const hasBody = verb !== 'GET' && verb !== 'HEAD'
    const address = hasBody ? filled(path) : `${filled(path)}?${new URLSearchParams(rooms)}`
    const init = { method: verb, headers: await headersOf(context, caller), ...(hasBody ? { body } : {}) }
    return (await app.request(address, init)).status === 200
  }
  const found = await Promise.all(callers.map(async (caller) => ((await ask(caller)) ? [caller] : [])))
  return found.flat()
}

describe('roles and routes', () => {
  const context = newClinic()
  const routes = [...routesOf(context)].map(
    ([route, handlers]) => [route, handlers.map(({ handler }) => handler)] as const,
  )

  it('every route has the rule that the table says, and the table has no other', () => {
    const found = routes.map(([route, handlers]) => [route, ruleOf(handlers)?.rule ?? 'none'])
    expect(Object.fromEntries(found)).toEqual(rules)
  })

  it.each(routes)('%s lets through whom its rule names, and nobody else', async (route, handlers) => {
    const rule = rules[route]
    expect(rule).toBeDefined()
    expect(await letThrough(context, route, handlers)).toEqual(
      callers.filter((one) => passes[rule as Rule].includes(one)),
    )
  })
})
