import * as v from 'valibot'
import { clinicCard } from '#shared/clinic/card.ts'
import { errorBody } from '#shared/errors.ts'
import { type ServerName, serviceAccountOf } from '#shared/matrix/ids.ts'
import {
  type ConnectionFault,
  type ConnectionReport,
  type ConnectionStep,
  clockToleranceMs,
  connectionFaultsOf,
  connectionSteps,
  findingsOf,
} from '#shared/partners/connection.ts'
import { makeIntroduction } from '../auth/introduction.ts'
import type { Context } from '../context.ts'
import { whileReachable } from './apply-policy.ts'
import { askOn, isOpen, type Line, type LineAnswer, openLine } from './partner-line.ts'
import { findPartner, statusInForce } from './queries.ts'
import { checkSigningKeys } from './signing-keys.ts'

type Faults = Partial<Record<ConnectionStep, ConnectionFault | null>>
type Ask = (path: string, body?: unknown) => Promise<LineAnswer | null>

const stepOf = (fault: ConnectionFault): ConnectionStep =>
  connectionSteps.find((step) => (connectionFaultsOf[step] as readonly ConnectionFault[]).includes(fault)) ?? 'gateway'

/** The steps up to the certificate: those before the one that failed were good. */
const faultsOfLine = ({ fault }: Line): Faults => {
  const failed = fault === null ? connectionSteps.indexOf('gateway') : connectionSteps.indexOf(stepOf(fault))
  const good = Object.fromEntries(connectionSteps.slice(0, failed).map((step) => [step, null]))
  return fault === null ? good : { ...good, [stepOf(fault)]: fault }
}

const codeIn = ({ body }: LineAnswer) => {
  const parsed = v.safeParse(errorBody, body)
  return parsed.success ? parsed.output.code : null
}

/** What answers speaks as our gateways do, whatever it says. */
const isGateway = ({ status, body }: LineAnswer) =>
  typeof body === 'object' && body !== null && (status === 200 || 'errcode' in body)

/** Their homeserver: up, the one whose keys were compared; and, where messages pass, reached by ours. */
const faultOfFederation = async (
  { db, homeserver, now }: Context,
  server: ServerName,
  keys: LineAnswer,
  isActive: boolean,
): Promise<ConnectionFault | null> => {
  if (keys.status !== 200) return 'homeserver-down'
  const fingerprint = checkSigningKeys(server, keys.body, now())
  if (fingerprint === null) return 'keys-invalid'
  const compared = findPartner(db, server)?.keyFingerprint
  if (compared && compared !== fingerprint) return 'keys-changed'
  if (!isActive) return null
  if (await homeserver.reaches(server)) return null
  return (await homeserver.isUp()) ? 'not-federated' : 'own-homeserver-down'
}

/** Their service: up, their own; and, where people may ask it, one that lets ours in and finds the way back. */
const faultOfService = async (
  { config, now }: Context,
  server: ServerName,
  ask: Ask,
  isActive: boolean,
): Promise<ConnectionFault | null> => {
  const card = await ask('/api/clinic')
  const parsed = v.safeParse(clinicCard, card?.body)
  if (card?.status !== 200 || !parsed.success) return 'service-down'
  if (parsed.output.serverName !== server) return 'other-service'
  if (!isActive) return null
  const own = config.clinic.serverName
  const about = { userId: serviceAccountOf(own), audience: server }
  const introduction = await makeIntroduction(config, about, now())
  const session = await ask('/api/session', { introduction, matrix_server_name: own })
  if (!session) return 'service-down'
  if (session.status === 200 || session.status === 201) return null
  switch (codeIn(session)) {
    case 'partner-suspended':
      return 'they-suspended'
    case 'partner-unknown':
      return 'they-do-not-know-us'
    case 'partner-unreachable':
      return 'no-way-back'
    default:
      return 'not-signed-in'
  }
}

/** Undefined: they do not tell the time. */
const faultOfClock = (difference: number | null): ConnectionFault | null | undefined =>
  difference === null ? undefined : Math.abs(difference) > clockToleranceMs ? 'clock-off' : null

/** Goes the way to a clinic step by step, and says which one fails. `server` need not be a partner yet: an admin asks. */
export const testConnection = async (context: Context, server: ServerName): Promise<ConnectionReport> => {
  const testedAt = context.now()
  const nothing = { testedAt, delayMs: null, certificateEnds: null, clockDifferenceMs: null }
  if (!(await context.gateway.isUp())) return { ...nothing, findings: findingsOf({ 'own-gateway': 'gateway-down' }) }
  return whileReachable(context, server, () => goTheWay(context, server, nothing))
}

type Measured = Omit<ConnectionReport, 'findings'>

const goTheWay = async (context: Context, server: ServerName, nothing: Measured): Promise<ConnectionReport> => {
  const { config, db, now } = context
  const line = await openLine(config, server, now())
  const faults = faultsOfLine(line)
  const seen = { ...nothing, certificateEnds: line.certificateEnds }
  if (!isOpen(line)) return { ...seen, findings: findingsOf(faults) }

  const ask: Ask = async (path, body) => {
    const next = await openLine(config, server, now())
    return isOpen(next) ? askOn(next, server, path, body).catch(() => null) : null
  }
  const keys = await askOn(line, server, '/_matrix/key/v2/server').catch(() => null)
  if (!keys || !isGateway(keys)) return { ...seen, findings: findingsOf({ ...faults, gateway: 'no-gateway' }) }
  const clockDifferenceMs = keys.date === null ? null : keys.date - now()
  const row = findPartner(db, server)
  const isActive = row !== null && statusInForce(db, row) === 'active'
  const [federation, service] = await Promise.all([
    faultOfFederation(context, server, keys, isActive),
    faultOfService(context, server, ask, isActive),
  ])
  const clock = faultOfClock(clockDifferenceMs)
  return {
    ...seen,
    delayMs: keys.tookMs,
    clockDifferenceMs,
    findings: findingsOf({ ...faults, gateway: null, federation, service, ...(clock === undefined ? {} : { clock }) }),
  }
}
