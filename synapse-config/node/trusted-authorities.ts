import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'

/** PEM of the authorities that Node trusts, with those of NODE_EXTRA_CA_CERTS, and of a private one beside them. */
export const trustedAuthorities = (caFile: string | null): string[] =>
  caFile === null ? getCACertificates() : [...getCACertificates(), readFileSync(caFile, 'utf8')]
