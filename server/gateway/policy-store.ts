import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import * as v from 'valibot'
import { type FederationPolicy, federationPolicy } from '#shared/partners/policy.ts'

export type PartnerStatus = FederationPolicy['partners'][number]['status']

/** The policy in force. On disk before it is in force, so that a restart never opens more than was allowed. */
export type PolicyStore = {
  statusOf(serverName: string): PartnerStatus | null
  apply(policy: FederationPolicy): void
}

const load = (file: string): FederationPolicy => {
  try {
    return v.parse(federationPolicy, JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return v.parse(federationPolicy, { partners: [] })
  }
}

const persist = (file: string, text: string) => {
  const temporary = `${file}.new`
  const handle = openSync(temporary, 'w', 0o644)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(temporary, file)
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

const byName = (policy: FederationPolicy) =>
  new Map(policy.partners.map((partner) => [partner.serverName.toLowerCase(), partner]))

/** A file that is absent or broken means: nobody is a partner. */
export const openPolicyStore = (file: string, now: () => number = Date.now): PolicyStore => {
  const loaded = load(file)
  let partners = byName(loaded)
  let persisted = JSON.stringify(loaded)
  return {
    statusOf(serverName) {
      const partner = partners.get(serverName.toLowerCase())
      if (!partner) return null
      const isOver = partner.until !== undefined && partner.until <= now()
      return partner.status === 'active' && isOver ? 'suspended' : partner.status
    },
    apply(policy) {
      const text = JSON.stringify(policy)
      if (text !== persisted || !existsSync(file)) persist(file, text)
      persisted = text
      partners = byName(policy)
    },
  }
}
