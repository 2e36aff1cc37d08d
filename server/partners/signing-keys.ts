import { createHash, createPublicKey, verify } from 'node:crypto'
import * as v from 'valibot'
import type { ServerName } from '#shared/matrix/ids.ts'

/** Server-server API, `GET /_matrix/key/v2/server`. */
const serverKeys = v.looseObject({
  server_name: v.string(),
  valid_until_ts: v.number(),
  verify_keys: v.record(v.string(), v.looseObject({ key: v.string() })),
  signatures: v.record(v.string(), v.record(v.string(), v.string())),
})

/** Matrix specification, appendix "Canonical JSON". */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`
}

const isSigned = (message: string, key: string, signature: string): boolean => {
  try {
    const x = Buffer.from(key, 'base64').toString('base64url')
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(message), publicKey, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

const fingerprintOf = (keys: Record<string, { key: string }>): string => {
  const lines = Object.entries(keys)
    .map(([id, { key }]) => `${id} ${key}`)
    .sort()
  const hash = createHash('sha256').update(lines.join('\n')).digest('hex').toUpperCase()
  return hash.match(/.{4}/g)?.join(' ') ?? ''
}

/** The fingerprint of a server's keys; null unless every key is valid now and has signed the answer itself. */
export const checkSigningKeys = (server: ServerName, body: unknown, now: number): string | null => {
  const parsed = v.safeParse(serverKeys, body)
  if (!parsed.success) return null
  const { signatures, unsigned: _, ...signed } = parsed.output
  const keys = parsed.output.verify_keys
  const message = canonicalJson(signed)
  const isOurs = parsed.output.server_name === server && parsed.output.valid_until_ts > now
  const ids = Object.keys(keys)
  const areSigned = ids.every((id) => isSigned(message, keys[id]?.key ?? '', signatures[server]?.[id] ?? ''))
  return isOurs && ids.length > 0 && areSigned ? fingerprintOf(keys) : null
}
