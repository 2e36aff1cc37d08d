import { hashOfSecret, type LinkPurpose } from '#shared/auth/secret-link.ts'
import { hashText, toBase64 } from './hash-text.ts'

const secretBytes = 32

/** The secret of a link, which stays in this browser until somebody passes the link on, and what the service keeps. */
export const makeLinkSecret = async (purpose: LinkPurpose): Promise<{ secret: string; secretHash: string }> => {
  const secret = toBase64(crypto.getRandomValues(new Uint8Array(secretBytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  return { secret, secretHash: await hashOfSecret(hashText, purpose, secret) }
}
