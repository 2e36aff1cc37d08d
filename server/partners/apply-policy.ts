import type { ServerName } from '#shared/matrix/ids.ts'
import { statusOf } from '#shared/partners/partnership.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import type { PermissionDefault } from '#shared/permissions/permission-config.ts'
import type { Context } from '../context.ts'
import type { Gateway } from '../gateway/control-client.ts'
import { readPermissionDefault } from '../permissions/queries.ts'
import { listPartners, type PartnerRow } from './queries.ts'

/** How long we still try to tell a clinic that we ended the partnership. */
const farewellMs = 24 * 60 * 60_000

const policyStatus = (row: PartnerRow, now: number): FederationPolicy['partners'][number]['status'] | null => {
  const { status } = statusOf(row)
  switch (status) {
    case 'active':
    case 'suspended':
      return status
    case 'proposed':
      return row.isChosen ? 'proposed' : null
    case 'ended':
      return !row.isTold && now - row.since < farewellMs ? 'proposed' : null
    default:
      return status satisfies never
  }
}

/** `asked` are servers that an admin here is looking up just now. */
export const policyOf = (
  rows: PartnerRow[],
  asked: Iterable<ServerName>,
  permissionDefault: PermissionDefault,
  now: number,
): FederationPolicy => {
  const policy = new Map<ServerName, FederationPolicy['partners'][number]['status']>()
  for (const server of asked) policy.set(server, 'proposed')
  for (const row of rows) {
    const status = policyStatus(row, now)
    if (status) policy.set(row.serverName, status)
  }
  return { partners: [...policy].map(([serverName, status]) => ({ serverName, status })), permissionDefault }
}

type Pushing = { turn: Promise<unknown>; asked: ServerName[] }
const pushings = new WeakMap<Gateway, Pushing>()

const pushingOf = (gateway: Gateway): Pushing => {
  const existing = pushings.get(gateway)
  if (existing) return existing
  const pushing: Pushing = { turn: Promise.resolve(), asked: [] }
  pushings.set(gateway, pushing)
  return pushing
}

type Parts = Pick<Context, 'db' | 'gateway' | 'now'>

/** Tells the gateway what the database says now. One after the other, so that an older policy never wins. */
export const applyPolicy = ({ db, gateway, now }: Parts): Promise<{ cut: number }> => {
  const pushing = pushingOf(gateway)
  const turn = pushing.turn
    .catch(() => {})
    .then(() => gateway.apply(policyOf(listPartners(db), pushing.asked, readPermissionDefault(db), now())))
  pushing.turn = turn
  return turn
}

/** Lets our service, and nobody else, reach a server that is no partner yet, as long as `ask` takes. */
export const whileReachable = async <T>(context: Parts, server: ServerName, ask: () => Promise<T>): Promise<T> => {
  const pushing = pushingOf(context.gateway)
  pushing.asked.push(server)
  try {
    await applyPolicy(context)
    return await ask()
  } finally {
    pushing.asked.splice(pushing.asked.indexOf(server), 1)
    // Whatever follows applies the policy anyway; if nothing does, the next reconciliation closes it.
    void applyPolicy(context).catch(() => {})
  }
}
