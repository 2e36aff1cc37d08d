import type { MediaKey } from '../matrix/types.ts'

/**
 * Small data between those in a call, sealed by its sender. LiveKit's own encryption of data does not say to who
 * receives it whether something came encrypted at all; so what it carries is sealed here, with keys that are derived
 * from the sender's media keys and used for nothing else.
 *
 * Layout: version, index of the key, nonce (12 bytes), AES-256-GCM over the rest with the sender's name beside it.
 */

const version = 1
const nonceBytes = 12
const headerBytes = 2 + nonceBytes
const info = new TextEncoder().encode('app.consilium.call-data')

const derive = async (key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

type OwnKey = { index: number; key: Promise<CryptoKey>; name: string }

/** The keys of a call, as MatrixRTC hands them out. */
export const createSealing = () => {
  let own: OwnKey | null = null
  const others = new Map<string, Promise<CryptoKey>>()
  const place = (name: string, index: number) => `${index} ${name}`
  const params = (name: string, nonce: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: new TextEncoder().encode(name),
  })
  return {
    setKey({ livekitIdentity, isOwn, index, key }: MediaKey): void {
      const derived = derive(key)
      if (isOwn) own = { index, key: derived, name: livekitIdentity }
      else others.set(place(livekitIdentity, index), derived)
    },
    /** Null before there is a key: then nothing is sent. */
    async seal(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
      if (!own) return null
      const { index, key, name } = own
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
      const sealed = new Uint8Array(await crypto.subtle.encrypt(params(name, nonce), await key, plain))
      const whole = new Uint8Array(headerBytes + sealed.length)
      whole.set([version, index])
      whole.set(nonce, 2)
      whole.set(sealed, headerBytes)
      return whole
    },
    /** Null: it was not sealed by this sender, or with a key that we do not have. */
    async open(from: string, whole: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
      const [said, index = 0] = whole
      const key = said === version && whole.length > headerBytes ? others.get(place(from, index)) : undefined
      if (!key) return null
      const nonce = whole.slice(2, headerBytes)
      try {
        const plain = await crypto.subtle.decrypt(params(from, nonce), await key, whole.subarray(headerBytes))
        return new Uint8Array(plain)
      } catch {
        return null
      }
    },
  }
}
