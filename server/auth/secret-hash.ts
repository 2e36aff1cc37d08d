import { timingSafeEqual } from 'node:crypto'
import { hashOfSecret, type LinkPurpose } from '#shared/auth/secret-link.ts'
import { hashText } from '../calls/livekit-token.ts'

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Whether somebody has the secret of a link, of which the service knows the hash. */
export const isSecretOf = (secretHash: string, purpose: LinkPurpose, secret: string): boolean =>
  isSame(secretHash, hashOfSecret(hashText, purpose, secret))
