import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import * as v from 'valibot'

export type Destination = { host: string; port: number }

/** Addresses that a name in DNS must never lead us to: our own network (IANA special-purpose registries). */
const internal = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  internal.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, prefix, 'ipv6')

export const isInternal = (address: string): boolean => {
  const family = isIP(address)
  if (family === 0) return true
  if (family === 6 && address.toLowerCase().startsWith('::ffff:')) return isInternal(address.slice(7))
  return internal.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

const addressList = v.record(v.string(), v.string())
/** By server name, host:port. */
export type Addresses = v.InferOutput<typeof addressList>

/** Read at each use, so that a clinic that comes later is found; null: there are none beside DNS. */
export const addressesIn = (file: string | null): (() => Addresses) =>
  file === null ? () => ({}) : () => v.parse(addressList, JSON.parse(readFileSync(file, 'utf8')))

type Resolve = (host: string) => Promise<{ address: string }[]>
const resolveByDns: Resolve = (host) => lookup(host, { all: true, verbatim: true })

/** Why there is no way to a name. */
export type NoDestination = 'name-unknown' | 'name-internal'

/**
 * Where a partner is. The address that was checked is the one that is connected to, so that a second
 * answer of DNS cannot lead elsewhere.
 */
export const findDestination = async (
  addresses: Addresses,
  host: string,
  port: number,
  resolve: Resolve = resolveByDns,
): Promise<Destination | NoDestination> => {
  const mapped = addresses[host]
  if (mapped) {
    const colon = mapped.lastIndexOf(':')
    return { host: mapped.slice(0, colon), port: Number(mapped.slice(colon + 1)) }
  }
  if (isIP(host)) return 'name-internal'
  const found = await resolve(host).catch(() => [])
  const first = found[0]
  if (!first) return 'name-unknown'
  if (found.some(({ address }) => isInternal(address))) return 'name-internal'
  return { host: first.address, port }
}
