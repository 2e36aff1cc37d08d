import { isAbsolute } from 'node:path'
import * as v from 'valibot'

const path = v.pipe(v.string(), v.check(isAbsolute, 'a path that begins with a slash'))

/** How a node gets its certificate by itself (ACME, RFC 8555), with the challenge HTTP-01. */
export const acmeSettings = v.strictObject({
  /** Of the authority: Let’s Encrypt, unless the hospital has another one. */
  directoryUrl: v.optional(
    v.pipe(v.string(), v.url('a web address'), v.startsWith('https://', 'an address that begins with https://')),
    'https://acme-v02.api.letsencrypt.org/directory',
  ),
  /** Where the authority writes when something is wrong. */
  email: v.pipe(v.string(), v.email('an e-mail address')),
  /** To the authority's terms. Only the admin can say so. */
  agreesToTerms: v.boolean(),
  /**
   * Where its question is answered. It asks port 80 of each name; a proxy there may pass `/.well-known/acme-challenge/`
   * on to another one.
   */
  httpPort: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)), 80),
  /**
   * The contract that the authority knows the hospital by, where it wants one (external account binding): a name, and
   * a file with the key as the authority gives it (base64url).
   */
  externalAccount: v.optional(
    v.nullable(v.strictObject({ kid: v.pipe(v.string(), v.minLength(1)), keyFile: path })),
    null,
  ),
})
export type AcmeSettings = v.InferOutput<typeof acmeSettings>

/** As people name it. */
export const authorityOf = ({ directoryUrl }: Pick<AcmeSettings, 'directoryUrl'>): string =>
  new URL(directoryUrl).hostname
