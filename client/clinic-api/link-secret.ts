import { hashOfSecret } from '#shared/auth/secret-link.ts'
import { guestKeysOf } from '../matrix/guest-keys.ts'
import { hashText, toBase64 } from './hash-text.ts'

const secretBytes = 32

const newSecret = (): string =>
  toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')

/** The secret of a link, which stays in this browser until somebody passes the link on, and what the service keeps. */
export const makeLinkSecret = async (): Promise<{ secret: string; secretHash: string }> => {
  const secret = newSecret()
  return { secret, secretHash: await hashOfSecret(hashText, 'invitation', secret) }
}

/** The same for a guest, of whose secret the service is never given more than a part; and the key to their proof. */
export const makeGuestSecret = async (): Promise<{ secret: string; secretHash: string; proofKey: string }> => {
  const secret = newSecret()
  const { entry, proofKey } = await guestKeysOf(secret)
  return { secret, secretHash: await hashOfSecret(hashText, 'guest', entry), proofKey }
}
