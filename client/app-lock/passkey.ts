/**
 * A passkey that gives a secret of its own (WebAuthn, extension PRF): the same for the same salt at every use, known to
 * nobody before the person has proved to be there, by finger, face or the PIN of the device.
 */
export type Passkey = { credentialId: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer> }

/** This browser or this passkey gives no secret. */
export class NoSecret extends Error {}

const saltBytes = 32
const challengeBytes = 32
const algorithms = { es256: -7, rs256: -257 } as const

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** As far as the browser says: whether a passkey gives a secret shows when it is made. */
export const mayHavePasskey = async (): Promise<boolean> => {
  if (typeof PublicKeyCredential === 'undefined') return false
  if (typeof PublicKeyCredential.getClientCapabilities !== 'function') return true
  const capabilities = await PublicKeyCredential.getClientCapabilities().catch(() => null)
  return capabilities?.['extension:prf'] ?? true
}

const keyOf = async (secret: BufferSource): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode('app-lock') }
  return crypto.subtle.deriveKey(way, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

const isPublicKey = (credential: Credential | null): credential is PublicKeyCredential =>
  typeof PublicKeyCredential !== 'undefined' && credential instanceof PublicKeyCredential

/** Asks the person. Throws `NoSecret`, or what the browser says when they decline or do not answer. */
export const keyOfPasskey = async ({ credentialId, salt }: Passkey): Promise<CryptoKey> => {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: random(challengeBytes),
      allowCredentials: [{ type: 'public-key', id: credentialId }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    },
  })
  const secret = isPublicKey(credential) ? credential.getClientExtensionResults().prf?.results?.first : undefined
  if (!secret) throw new NoSecret()
  return keyOf(secret)
}

/** Asks the person, with some authenticators twice. Throws as above. `name`: under which they find it among theirs. */
export const makePasskey = async (name: string): Promise<{ passkey: Passkey; key: CryptoKey }> => {
  const salt = random(saltBytes)
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: random(challengeBytes),
      rp: { name: 'Consilium' },
      user: { id: random(saltBytes), name, displayName: name },
      pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: 'public-key', alg })),
      authenticatorSelection: { userVerification: 'required', residentKey: 'discouraged' },
      extensions: { prf: { eval: { first: salt } } },
    },
  })
  if (!isPublicKey(credential)) throw new NoSecret()
  const { prf } = credential.getClientExtensionResults()
  const passkey = { credentialId: new Uint8Array(credential.rawId), salt }
  if (prf?.results?.first) return { passkey, key: await keyOf(prf.results.first) }
  if (!prf?.enabled) throw new NoSecret()
  return { passkey, key: await keyOfPasskey(passkey) }
}
