import { createSHA256 } from 'hash-wasm'
import type { Bytes } from '#shared/case-files/bytes.ts'
import type { EncryptedFile, FileSeal } from '#shared/media/encrypted-file.ts'

/**
 * Files of messages, encrypted as every client of Matrix does it (AES-CTR, SHA-256 of the ciphertext). CTR says nothing
 * about whether bytes were changed: only the hash does, so nothing is given out before all of it was compared.
 */

/** What was fetched is not what was sent. */
export class TamperedMedia extends Error {
  override name = 'TamperedMedia'
}

/** A multiple of the cipher's blocks; only so much is in memory at once. */
const chunkBytes = 1024 * 1024
const blockBytes = 16

export const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, '')

/** As Matrix writes it, or as it is written for URLs. */
export const bytesOfBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')), (char) => char.charCodeAt(0))

/** The counter is in the second half of the block, and wraps there: this is what 64 bits mean to WebCrypto. */
const ctrAt = (iv: Bytes, offset: number): AesCtrParams => {
  const counter = iv.slice()
  const view = new DataView(counter.buffer)
  view.setBigUint64(8, BigInt.asUintN(64, view.getBigUint64(8) + BigInt(offset / blockBytes)))
  return { name: 'AES-CTR', counter, length: 64 }
}

type Step = (plainOrCipher: ArrayBuffer, ctr: AesCtrParams) => Promise<ArrayBuffer>

async function* chunksOf(blob: Blob, iv: Bytes, step: Step) {
  for (let offset = 0; offset < blob.size; offset += chunkBytes) {
    const before = await blob.slice(offset, offset + chunkBytes).arrayBuffer()
    yield { before, after: await step(before, ctrAt(iv, offset)) }
  }
}

const newSha256 = async () => {
  const hash = await createSHA256()
  hash.init()
  return hash
}

export const encryptMedia = async (plain: Blob): Promise<{ cipher: Blob; seal: FileSeal }> => {
  const key = await crypto.subtle.generateKey({ name: 'AES-CTR', length: 256 }, true, ['encrypt', 'decrypt'])
  // The counter starts at 0, so that it cannot overflow into what is random.
  const iv = new Uint8Array(blockBytes)
  crypto.getRandomValues(iv.subarray(0, 8))
  const hash = await newSha256()
  const parts: Blob[] = []
  for await (const { after } of chunksOf(plain, iv, (bytes, ctr) => crypto.subtle.encrypt(ctr, key, bytes))) {
    hash.update(new Uint8Array(after))
    parts.push(new Blob([after]))
  }
  const { k = '' } = await crypto.subtle.exportKey('jwk', key)
  return {
    cipher: new Blob(parts, { type: 'application/octet-stream' }),
    seal: {
      v: 'v2',
      key: { kty: 'oct', alg: 'A256CTR', k, key_ops: ['encrypt', 'decrypt'], ext: true },
      iv: base64Of(iv),
      hashes: { sha256: base64Of(hash.digest('binary')) },
    },
  }
}

/** Throws `TamperedMedia`. */
export const decryptMedia = async (
  cipher: Blob,
  { key: jwk, iv, hashes }: Pick<EncryptedFile, 'key' | 'iv' | 'hashes'>,
): Promise<Blob> => {
  const raw = bytesOfBase64(jwk.k)
  const key = await crypto.subtle.importKey('raw', raw, 'AES-CTR', false, ['decrypt'])
  const hash = await newSha256()
  const parts: Blob[] = []
  const decrypt: Step = (bytes, ctr) => crypto.subtle.decrypt(ctr, key, bytes)
  for await (const { before, after } of chunksOf(cipher, bytesOfBase64(iv), decrypt)) {
    hash.update(new Uint8Array(before))
    parts.push(new Blob([after]))
  }
  if (base64Of(hash.digest('binary')) !== base64Of(bytesOfBase64(hashes.sha256))) throw new TamperedMedia()
  // As bytes, whatever its sender calls it: a browser must not take it for a page.
  return new Blob(parts, { type: 'application/octet-stream' })
}
