import { type Fault, fault } from '../finding.ts'
import { reasonOf, refusedCertificate } from '../reason-of.ts'
import { type AcmeSettings, authorityOf } from './acme-settings.ts'
import { NoAuthority } from './authority.ts'
import { PlaceTaken } from './challenges.ts'
import { AcmeProblem } from './problem.ts'

/** What kept a certificate from being made, in words, and how to mend it. */

const what = 'certificate'

export type Place = { settings: AcmeSettings; names: readonly string[]; host: string }

export const placeFault = (code: string, { settings: { httpPort }, host }: Omit<Place, 'names'>): Fault => {
  const place = `port ${httpPort} of ${host}`
  if (code === 'EACCES')
    return fault(
      what,
      `this account may not open ${place}, where the authority asks.`,
      'Allow it (sysctl net.ipv4.ip_unprivileged_port_start=80), or let the proxy pass /.well-known/acme-challenge/ on to another one, named as tls.acme.httpPort.',
    )
  if (code === 'EADDRNOTAVAIL')
    return fault(what, `${host} is no address of this machine.`, 'Name one that it has as host.')
  return fault(
    what,
    `${place}, where the authority asks, is taken by another program (${code}).`,
    `Stop that program; or, if it is a proxy before the node, let it pass /.well-known/acme-challenge/ on to another port, named as tls.acme.httpPort.`,
  )
}

/** In the time of all clinics. */
export const sayTime = (time: Date) => `${time.toISOString().replace('T', ' ').slice(0, 16)} UTC`

/** Of a sentence that others wrote: it may or may not end with a full stop. */
const quoted = (detail: string) => (detail === '' ? '' : `: ${detail.replace(/\.$/, '')}`)

const ofProblem = (problem: AcmeProblem, { settings, names, host }: Place): Fault => {
  const { type, step, page, notBefore } = problem
  const by = authorityOf(settings)
  const name = problem.about ?? names.join(' and ')
  const detail = quoted(problem.detail)
  const here = `${host}, port ${settings.httpPort}`
  const path = '/.well-known/acme-challenge/'
  // The same type means the contract, the account or a name, by what was asked for.
  if (step === 'account' && settings.externalAccount && ['unauthorized', 'malformed'].includes(type))
    return fault(
      what,
      `${by} does not take the external account${detail}.`,
      'Take kid and key anew from your account there; put them into tls.acme.externalAccount and its file.',
    )
  if (step === 'validation' && ['unauthorized', 'incorrectResponse'].includes(type))
    return fault(
      what,
      `${by} asked http://${name}${path} and did not find this node${detail}.`,
      `Let the address records of ${name} lead here alone, and a proxy pass on ${path} of it to ${here}.`,
    )
  switch (type) {
    case 'connection':
    case 'tls':
      return fault(
        what,
        `${by} does not reach ${name}${detail}.`,
        `Lead port 80 of ${name} to ${here}, through firewall and proxy. Something answers there only while a certificate is made.`,
      )
    case 'dns':
      return fault(
        what,
        `${by} finds no address of ${name}${detail}.`,
        `Add an address record for ${name} to the public name service, and wait until it is known.`,
      )
    case 'caa':
      return fault(
        what,
        `the name service does not allow ${by} for ${name}${detail}.`,
        `Let a CAA record of ${name} name it by what it is called there (Let’s Encrypt: letsencrypt.org), or take the authority that stands there, as tls.acme.directoryUrl.`,
      )
    case 'rateLimited':
      return fault(
        what,
        `${by} refuses for now, after too many requests${detail}.`,
        `Mend first what failed before. ${notBefore ? `It takes requests again at ${sayTime(notBefore)}.` : 'Wait for an hour at least.'}`,
      )
    case 'rejectedIdentifier':
    case 'unsupportedIdentifier':
      return fault(
        what,
        `${by} gives no certificate for ${name}${detail}.`,
        'Take names of the public name service, or the authority of your network as tls.acme.directoryUrl.',
      )
    case 'externalAccountRequired':
      return fault(
        what,
        `${by} wants to know whose contract this is${detail}.`,
        'Have it give you kid and key for ACME (external account binding), as tls.acme.externalAccount.',
      )
    case 'invalidContact':
    case 'unsupportedContact':
      return fault(what, `${by} does not take ${settings.email}${detail}.`, 'Name another address as tls.acme.email.')
    case 'userActionRequired':
      return fault(
        what,
        `${by} wants something of you first${detail}.`,
        page ? `Read ${page} and do what it says.` : 'Read what it has written to you, or its web page.',
      )
    default:
      return fault(
        what,
        `${by} refuses (${type}${detail}).`,
        'Try again in an hour. If it stays so, ask there with these words, or name another one as tls.acme.directoryUrl.',
      )
  }
}

export const failureFinding = (error: unknown, place: Place): Fault => {
  const by = authorityOf(place.settings)
  if (error instanceof AcmeProblem) return ofProblem(error, place)
  if (error instanceof PlaceTaken) return placeFault(error.code, place)
  if (error instanceof NoAuthority)
    return fault(what, `${by} does not answer as expected: ${error.message}.`, unreachableMend(place))
  if (error instanceof Error && 'path' in error)
    return fault(what, `it cannot be kept: ${error.message}.`, 'Make room, and let this account write to the folder.')
  const reason = reasonOf(error)
  return fault(
    what,
    `${by} is not reached: ${reason}.`,
    reason.startsWith(refusedCertificate)
      ? 'Name the authority that signed it as caFile: that of your network, or of a proxy on the way that opens TLS.'
      : unreachableMend(place),
  )
}

const unreachableMend = ({ settings }: Pick<Place, 'settings'>) =>
  `Let this machine reach ${settings.directoryUrl}, or name it by HTTPS_PROXY the proxy that leads out; then try again.`
