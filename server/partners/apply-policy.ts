import type { ServerName } from '#shared/matrix/ids.ts'
import { partnerServices, servicesOfBoth, untilOfBoth } from '#shared/partners/limits.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import type { Context } from '../context.ts'
import type { Database } from '../db/open-database.ts'
import { listPersonIds } from '../directory/queries.ts'
import { ServiceRefusal } from '../errors.ts'
import { readFeatures } from '../features/queries.ts'
import { findSubscription } from '../federation-list/queries.ts'
import type { Gateway } from '../gateway/control-client.ts'
import { readPermissionDefault } from '../permissions/queries.ts'
import { listClosed } from '../rooms/queries.ts'
import { listPartners, type PartnerRow, statusInForce } from './queries.ts'

/** How long we still try to tell a clinic that we ended the partnership. */
const farewellMs = 24 * 60 * 60_000

/** One that has ended is let be told of it. */
export const isReachableToTell = ({ isTold, since }: Pick<PartnerRow, 'isTold' | 'since'>, now: number): boolean =>
  !isTold && now - since < farewellMs

type PolicyEntry = FederationPolicy['partners'][number]

const policyStatus = (db: Database, row: PartnerRow, now: number): PolicyEntry['status'] | null => {
  const status = statusInForce(db, row)
  switch (status) {
    case 'active':
    case 'suspended':
      return status
    case 'proposed':
      return row.isChosen ? 'proposed' : null
    case 'ended':
      return isReachableToTell(row, now) ? 'proposed' : null
    default:
      return status satisfies never
  }
}

/** What messages are held by; what is on for everybody is left out. */
const switchedOff = (db: Database): FederationPolicy['features'] =>
  Object.fromEntries(
    Object.entries(readFeatures(db)).flatMap(([feature, { isOn, exceptIn }]) =>
      isOn && exceptIn.length === 0
        ? []
        : [[feature, { isOn, exceptions: exceptIn.flatMap((department) => listPersonIds(db, department)) }]],
    ),
  )

/** What is left out is not bounded. */
const boundsOf = (row: PartnerRow, listEndsAt: number | null): Pick<PolicyEntry, 'until' | 'services'> => {
  const ends = [listEndsAt, untilOfBoth(row)].filter((end) => end !== null)
  const services = servicesOfBoth(row)
  return {
    ...(ends.length > 0 ? { until: Math.min(...ends) } : {}),
    ...(services.length < partnerServices.length ? { services } : {}),
  }
}

/** `asked` are servers that an admin here is looking up just now. */
export const policyFrom = (db: Database, asked: Iterable<ServerName>, now: number): FederationPolicy => {
  const endsAt = findSubscription(db)?.endsAt ?? null
  const policy = new Map<ServerName, PolicyEntry>()
  for (const serverName of asked) policy.set(serverName, { serverName, status: 'proposed' })
  for (const row of listPartners(db)) {
    const { serverName } = row
    const status = policyStatus(db, row, now)
    if (status) policy.set(serverName, { serverName, status, ...(status === 'active' ? boundsOf(row, endsAt) : {}) })
  }
  return {
    partners: [...policy.values()],
    permissionDefault: readPermissionDefault(db),
    features: switchedOff(db),
    closedRooms: listClosed(db),
  }
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
  const apply = () =>
    gateway.apply(policyFrom(db, pushing.asked, now())).catch(() => {
      throw new ServiceRefusal({ code: 'gateway-unreachable' })
    })
  const turn = pushing.turn.catch(() => {}).then(apply)
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
