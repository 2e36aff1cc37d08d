import { readFileSync } from 'node:fs'
import type { Server } from 'node:https'
import { createSecureContext } from 'node:tls'
import type { GatewayLog } from './gateway-log.ts'

type Files = { certFile: string; keyFile: string }

/** Both may stand in one file, so that they always fit: then it is read once. */
export const readCertificate = ({ certFile, keyFile }: Files) => {
  const cert = readFileSync(certFile)
  return { cert, key: keyFile === certFile ? cert : readFileSync(keyFile) }
}

const isSame = (one: ReturnType<typeof readCertificate>, other: ReturnType<typeof readCertificate>) =>
  one.cert.equals(other.cert) && one.key.equals(other.key)

/**
 * A program beside us renews the certificate every few weeks (ACME, RFC 8555) and writes it over the old one. Each call
 * looks, and takes what is new for whoever comes from then on. What cannot be used, such as a certificate whose key is
 * not written yet, changes nothing.
 */
export const takesRenewedCertificate = (server: Server, files: Files, log: GatewayLog): (() => void) => {
  let taken = readCertificate(files)
  let refused: ReturnType<typeof readCertificate> | null = null
  return () => {
    try {
      const found = readCertificate(files)
      if (isSame(found, taken) || (refused && isSame(found, refused))) return
      refused = found
      createSecureContext(found)
      server.setSecureContext({ ...found, minVersion: 'TLSv1.2' })
      taken = found
      log('certificate-renewed')
    } catch {
      log('certificate-not-usable')
    }
  }
}
