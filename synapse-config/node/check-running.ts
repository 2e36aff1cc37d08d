import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import * as v from 'valibot'
import { askServer, type ServerAnswer } from './ask-server.ts'
import { type Finding, fault, good, warning } from './finding.ts'
import { isLocal } from './local-name.ts'
import { type NodePlan, portsOf } from './node-plan.ts'
import { reasonOf, refusedCertificate } from './reason-of.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

const keysPath = '/_matrix/key/v2/server'
const versionPath = '/_matrix/federation/v1/version'
const timeoutMs = 5_000
/** Beyond this, what people read about who was first is wrong, and short-lived tokens are refused. */
const clockToleranceMs = 5_000

const ownKeys = v.object({ server_name: v.string(), verify_keys: v.record(v.string(), v.unknown()) })

const ask = (plan: NodePlan, serverName: string, path: string): Promise<ServerAnswer | { reason: string }> =>
  askServer(serverName, path, plan).catch((error: unknown) => ({ reason: reasonOf(error) }))

const checkFederation = async (plan: NodePlan): Promise<Finding> => {
  const answer = await ask(plan, plan.serverName, keysPath)
  if ('reason' in answer)
    return fault(
      'federation',
      `${plan.serverName} is not reached: ${answer.reason}.`,
      `Lead port 8448 of ${plan.serverName} to ${plan.host}, port ${portsOf(plan).federation}.`,
    )
  const keys = v.safeParse(ownKeys, answer.body)
  if (!keys.success || keys.output.server_name !== plan.serverName)
    return fault(
      'federation',
      `under ${plan.serverName} another server answers.`,
      `Lead port 8448 of ${plan.serverName} to ${plan.host}, port ${portsOf(plan).federation}, without anything between that ends TLS.`,
    )
  return good('federation', `${plan.serverName} answers by its public name after ${answer.tookMs} ms.`)
}

/** `difference` of two clocks in milliseconds. */
const clockFinding = (difference: number, partner: string): Finding =>
  Math.abs(difference) <= clockToleranceMs
    ? good('clock', `as at ${partner}.`)
    : fault(
        'clock',
        `${Math.round(Math.abs(difference) / 1000)} s ${difference > 0 ? 'ahead of' : 'behind'} ${partner}.`,
        'Let this machine take its time from your network (chrony, systemd-timesyncd), and ask the partner the same.',
      )

const checkPartner = async (plan: NodePlan, partner: string): Promise<Finding[]> => {
  const answer = await ask(plan, partner, versionPath)
  if ('reason' in answer)
    return [
      fault(
        'partner',
        `${partner} is not reached: ${answer.reason}.`,
        `Let this machine reach ${partner} on port 8448, and ask there whether the node runs.`,
      ),
    ]
  return [
    good('partner', `${partner} answers after ${answer.tookMs} ms.`),
    answer.date
      ? clockFinding(Date.now() - answer.date.getTime(), partner)
      : warning('clock', `not compared: ${partner} does not tell the time.`, 'Compare it by hand.'),
  ]
}

const opens = (start: () => ReturnType<typeof connect>, event: 'connect' | 'secureConnect'): Promise<string | null> => {
  const socket = start()
  return once(socket, event, { signal: AbortSignal.timeout(timeoutMs) })
    .then(
      () => null,
      (error: unknown) => reasonOf(error),
    )
    .finally(() => socket.destroy())
}

/** By the name that browsers are given, as they go there: over a certificate that is for it. */
export const checkTurn = async (
  plan: Pick<NodePlan, 'url' | 'host' | 'firstPort' | 'ports' | 'caFile'>,
  hasTurn: boolean,
): Promise<Finding> => {
  if (!hasTurn)
    return warning(
      'calls behind firewalls',
      'coturn is not installed.',
      'Install coturn: without it nobody whose firewall stops UDP gets into a call.',
    )
  const { turn, turnTls } = portsOf(plan)
  const { hostname } = new URL(plan.url)
  const host = isLocal(hostname) ? plan.host : hostname
  const ca = trustedAuthorities(plan.caFile)
  const [plain, tls] = await Promise.all([
    opens(() => connect(turn, host), 'connect'),
    opens(() => connectTls({ port: turnTls, host, servername: hostname, ca }), 'secureConnect'),
  ])
  if (plain === null && tls === null)
    return good('calls behind firewalls', `TURN answers at ${hostname} on ${turn} by TCP and on ${turnTls} by TLS.`)
  if (plain === null && tls?.startsWith(refusedCertificate))
    return fault(
      'calls behind firewalls',
      `browsers reach TURN as ${hostname}, and ${tls}.`,
      tls.includes('ALTNAME')
        ? `Have the certificate made for ${hostname} too.`
        : 'Take one of an authority that browsers trust.',
    )
  const failed = Object.entries({ [turn]: plain, [turnTls]: tls }).flatMap(([port, reason]) =>
    reason === null ? [] : [`port ${port}: ${reason}`],
  )
  return fault(
    'calls behind firewalls',
    `TURN does not answer at ${hostname} (${failed.join('; ')}).`,
    `Lead these ports of ${hostname} to ${plan.host}; turn.log in the folder says more.`,
  )
}

/** What can be known of a node that runs. `partner`: a clinic to be compared with, or null. */
export const checkRunning = async (
  plan: NodePlan,
  { hasTurn, partner }: { hasTurn: boolean; partner: string | null },
): Promise<Finding[]> => {
  const found = await Promise.all([
    checkFederation(plan),
    checkTurn(plan, hasTurn),
    partner === null
      ? warning('clock', 'not compared.', 'Name a partner clinic by --partner to compare it.')
      : checkPartner(plan, partner),
  ])
  return found.flat()
}
