import type { Bytes } from '#shared/case-files/bytes.ts'
import {
  bytesOfFileId,
  commitmentBytes,
  commitmentInfo,
  keyInfo,
  type Layout,
  nonceOf,
  preambleOf,
} from '#shared/case-files/records.ts'

/** What was read is not what was sealed: changed, cut, swapped, or of another file. */
export class TamperedFile extends Error {
  override name = 'TamperedFile'
}

export type FileCipher = {
  layout: Layout
  commitment: Bytes
  preamble: Bytes
  seal(index: number, plain: BufferSource): Promise<Bytes>
  /** Throws `TamperedFile`. */
  open(index: number, sealed: BufferSource): Promise<ArrayBuffer>
}

/** The format is described in `#shared/case-files/records.ts`. */
export const openCipher = async (layout: Layout, fileId: string, secret: Bytes): Promise<FileCipher> => {
  const root = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey', 'deriveBits'])
  const hkdf = (info: Bytes) => ({ name: 'HKDF', hash: 'SHA-256', salt: bytesOfFileId(fileId), info })
  const [key, bits] = await Promise.all([
    crypto.subtle.deriveKey(hkdf(keyInfo), root, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveBits(hkdf(commitmentInfo), root, commitmentBytes * 8),
  ])
  const commitment = new Uint8Array(bits)
  const preamble = preambleOf(layout, fileId, commitment)
  const gcm = (index: number) => ({ name: 'AES-GCM', iv: nonceOf(layout, index), additionalData: preamble })

  return {
    layout,
    commitment,
    preamble,
    seal: async (index, plain) => new Uint8Array(await crypto.subtle.encrypt(gcm(index), key, plain)),
    async open(index, sealed) {
      try {
        return await crypto.subtle.decrypt(gcm(index), key, sealed)
      } catch {
        throw new TamperedFile()
      }
    },
  }
}
