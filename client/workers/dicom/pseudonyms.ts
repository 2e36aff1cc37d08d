import { createHMAC, createSHA256 } from 'hash-wasm'
import type { Bytes } from '#shared/case-files/bytes.ts'
import type { Pseudonyms } from './deidentify.ts'

/** As a UUID of version 8 (RFC 9562) below 2.25 (PS3.5 annex B.2). */
const uidOf = (digest: Uint8Array): string => {
  const bytes = digest.slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return `2.25.${bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)}`
}

/** By HMAC-SHA-256 with the key of a case: nobody without the key can try which original it was. */
export const openPseudonyms = async (key: Bytes): Promise<Pseudonyms> => {
  const hmac = await createHMAC(createSHA256(), key)
  const digest = (kind: string, original: string) => hmac.init().update(`${kind} ${original}`).digest('binary')
  return {
    uid: (original) => uidOf(digest('uid', original)),
    patient: (original) =>
      `P-${Array.from(digest('patient', original).slice(0, 4), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`,
  }
}
