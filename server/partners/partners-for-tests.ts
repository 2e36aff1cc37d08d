import { generateKeyPairSync, sign } from 'node:crypto'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import type { FederationPolicy } from '#shared/partners/policy.ts'
import { readCard } from '../clinic/queries.ts'
import type { Context } from '../context.ts'
import { openDatabase } from '../db/open-database.ts'
import { movePartnership } from './move-partnership.ts'
import type { PartnerLink } from './partner-link.ts'
import { partnerView } from './partner-view.ts'
import { findPartner } from './queries.ts'
import { readMessage } from './read-partners.ts'
import { type HintBudget, newHintBudget, receiveHint } from './receive-hint.ts'

/** Signed as Synapse signs `/_matrix/key/v2/server`. */
export const signedKeys = (server: string, now: number) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
    .toString('base64')
    .replace(/=+$/, '')
  const body = {
    old_verify_keys: {},
    server_name: server,
    valid_until_ts: now + 3_600_000,
    verify_keys: { 'ed25519:a_1': { key } },
  }
  const signature = sign(null, Buffer.from(JSON.stringify(body)), privateKey)
    .toString('base64')
    .replace(/=+$/, '')
  return { ...body, signatures: { [server]: { 'ed25519:a_1': signature } } }
}

export const adminOf = (server: string) => `@ada:${server}` as UserId

export type Clinic = {
  name: ServerName
  context: Context
  link: PartnerLink
  budget: HintBudget
  policies: FederationPolicy[]
  log: string[]
  woken: string[]
  /** While false, nobody reaches its service. */
  isUp: boolean
  /** Its homeserver signs with others from now on. */
  changeKeys(): void
  move(to: 'active' | 'suspended' | 'ended', keyFingerprint?: string): ReturnType<typeof movePartnership>
  other(): Pick<Partner, 'status' | 'suspendedBy' | 'proposedBy' | 'isDeclined'> | null
}

/** Clinics whose services reach each other as their gateways would let them. */
export const clinicsThatReachEachOther = (...names: string[]): Clinic[] => {
  const now = () => 1_000_000
  const clinics = new Map<string, Clinic>()
  const keys = new Map(names.map((name) => [name, signedKeys(name, now())]))

  const reach = (from: Clinic, server: ServerName): Clinic => {
    const isListed = from.policies.at(-1)?.partners.some(({ serverName }) => serverName === server)
    if (!isListed) throw new Error(`the gateway of ${from.name} refuses ${server}`)
    const there = clinics.get(server)
    if (!there?.isUp) throw new Error(`${server} does not answer`)
    return there
  }

  const linkOf = (from: () => Clinic): PartnerLink => ({
    card: async (server) => ({
      name: `Klinik ${reach(from(), server).name}`,
      serverName: server,
      url: `https://${server}`,
      content: readCard(reach(from(), server).context.db),
    }),
    keys: async (server) => keys.get(reach(from(), server).name),
    message: async (server, id) => {
      const read = readMessage(reach(from(), server).context, id)
      if (!read.ok) throw new Error('404')
      return read.value
    },
    tell: async (server, hint) => {
      const there = reach(from(), server)
      const heard = await receiveHint(there.context, there.link, there.budget, hint)
      if (!heard.ok) throw new Error(heard.error.code)
      return heard.value
    },
  })

  for (const name of names as ServerName[]) {
    const policies: FederationPolicy[] = []
    const log: string[] = []
    const woken: string[] = []
    const context = {
      config: { clinic: { name, serverName: name, url: `https://${name}` } },
      db: openDatabase(':memory:'),
      gateway: { apply: async (policy: FederationPolicy) => ({ cut: policies.push(policy) && 0 }) },
      homeserver: { admin: async (_method: string, path: string) => woken.push(path) },
      log: { info: (event: string) => log.push(event), error: (event: string) => log.push(event) },
      now,
    } as unknown as Context
    const clinic: Clinic = {
      name,
      context,
      policies,
      log,
      woken,
      budget: newHintBudget(),
      isUp: true,
      link: linkOf(() => clinic),
      changeKeys: () => void keys.set(name, signedKeys(name, now())),
      move: (to, keyFingerprint) =>
        movePartnership(
          context,
          clinic.link,
          otherOf(name),
          keyFingerprint ? { to, keyFingerprint } : { to },
          adminOf(name),
        ),
      other: () => {
        const row = findPartner(context.db, otherOf(name))
        return row && partnerView(context.db, row)
      },
    }
    clinics.set(name, clinic)
  }
  const otherOf = (name: string) => names.find((other) => other !== name) as ServerName
  return [...clinics.values()]
}
