import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'

/**
 * PEM of whom the service believes that a server is the one it is called: the public authorities, those that the
 * machine's admin adds with NODE_EXTRA_CA_CERTS, and a private one of the settings beside them.
 */
export const trustedAuthorities = (caFile: string | null): string[] =>
  caFile === null ? getCACertificates() : [...getCACertificates(), readFileSync(caFile, 'utf8')]
