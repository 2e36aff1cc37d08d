/** What this device writes to its disk, readable with a key only that no script can read out of the browser. */
export type Sealed = { nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const nonceBytes = 12

// Bound to its place, so that what lies in one place cannot be put into another.
const cipher = (place: string, nonce: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv: nonce,
  additionalData: new TextEncoder().encode(place),
})

export const seal = async (key: CryptoKey, place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> => {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  return { nonce, sealed: await crypto.subtle.encrypt(cipher(place, nonce), key, bytes) }
}

/** Throws when it was sealed with another key or for another place. */
export const unseal = async (
  key: CryptoKey,
  place: string,
  { nonce, sealed }: Sealed,
): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await crypto.subtle.decrypt(cipher(place, nonce), key, sealed))

/** Of anything that JSON can hold. */
export const sealJson = (key: CryptoKey, place: string, content: unknown): Promise<Sealed> =>
  seal(key, place, new TextEncoder().encode(JSON.stringify(content)))

/** As it was sealed; undefined when nobody can read it any more: written with the key of an earlier sign-in. */
export const unsealJson = async (key: CryptoKey, place: string, row: Sealed): Promise<unknown> => {
  try {
    return JSON.parse(new TextDecoder().decode(await unseal(key, place, row)))
  } catch {
    return undefined
  }
}
