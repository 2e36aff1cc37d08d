import { createPrivateKey, X509Certificate } from 'node:crypto'
import { type Finding, fault, good, warning } from './finding.ts'

const what = 'certificate'
const dayMs = 24 * 60 * 60_000
const soonDays = 14

const read = <T>(make: () => T): T | null => {
  try {
    return make()
  } catch {
    return null
  }
}

/**
 * `certificate` and `key`: PEM, the certificate first where there is a chain. `authority`: PEM of a private authority
 * that partners trust too, or null.
 */
export const checkCertificate = (
  { certificate, key, authority }: { certificate: string; key: string; authority: string | null },
  serverName: string,
  now: Date,
): Finding => {
  const found = read(() => new X509Certificate(certificate))
  if (!found)
    return fault(what, 'the file is not a certificate.', 'Name the PEM file with the certificate and its chain.')
  const privateKey = read(() => createPrivateKey(key))
  if (!privateKey) return fault(what, 'the key cannot be read.', 'Name the PEM file with its key, without a password.')
  if (!found.checkPrivateKey(privateKey))
    return fault(what, 'the key belongs to another certificate.', 'Name the key that the certificate was made with.')
  if (!found.checkHost(serverName))
    return fault(
      what,
      `it is not for ${serverName} but for ${found.subjectAltName ?? 'no name'}.`,
      `Have one made for ${serverName}: partners know the clinic by this name.`,
    )
  const daysLeft = Math.floor((found.validToDate.getTime() - now.getTime()) / dayMs)
  if (found.validFromDate > now)
    return fault(what, `it begins ${found.validFrom}.`, 'Look at the clock of this machine, or wait until then.')
  if (daysLeft < 0) return fault(what, `it ended ${found.validTo}.`, 'Renew it; partners refuse one that has ended.')
  const isOwn = found.issuer === found.subject
  if (isOwn && authority === null)
    return fault(
      what,
      'it is signed by itself, which no partner trusts.',
      'Take one of an authority, such as Let’s Encrypt, or name the authority of your network as caFile.',
    )
  if (authority !== null) {
    const issuer = read(() => new X509Certificate(authority))
    if (issuer && found.issuer === issuer.subject && !found.verify(issuer.publicKey))
      return fault(what, 'the authority named as caFile has not signed it.', 'Name the authority that has.')
  }
  if (daysLeft < soonDays)
    return warning(what, `it ends in ${daysLeft} days.`, 'Renew it before, and see that this happens by itself.')
  return good(what, `for ${serverName}, ${daysLeft} days left.`)
}
