import * as v from 'valibot'
import type { HashText } from '../calls/livekit-names.ts'

/**
 * A link that opens one thing once. Its secret is made where the link is made, and stands in the fragment, which
 * browsers send to nobody; the service keeps a hash, so that nobody comes in with what its database says.
 */
export const linkId = v.pipe(v.string(), v.regex(/^[\w-]{16,64}$/, 'not the id of a link'))
export const linkSecret = v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'not the secret of a link'))
export const secretHash = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}$/, 'not a SHA-256'))

export const secretLink = v.object({ id: linkId, secret: linkSecret })
export type SecretLink = v.InferOutput<typeof secretLink>

/** What a link is for: a secret for one thing opens no other. */
export type LinkPurpose = 'guest' | 'invitation'

export const hashOfSecret = <Hash extends string | Promise<string>>(
  hash: HashText<Hash>,
  purpose: LinkPurpose,
  secret: string,
): Hash => hash(`app.consilium.${purpose} ${secret}`)

export const writeLink = (address: string, { id, secret }: SecretLink): string => `${address}#${id}.${secret}`

/** Null for what is not, or no longer, a whole link. */
export const readLink = (fragment: string): SecretLink | null => {
  const [id, secret, ...rest] = fragment.replace(/^#/, '').split('.')
  const parsed = v.safeParse(secretLink, { id, secret })
  return rest.length === 0 && parsed.success ? parsed.output : null
}
