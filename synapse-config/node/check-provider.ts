import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { json } from 'node:stream/consumers'
import * as v from 'valibot'
import type { ProviderSettings } from '#shared/auth/provider-settings.ts'
import { type Finding, fault, good, warning } from './finding.ts'
import { reasonOf, refusedCertificate } from './reason-of.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

const what = 'provider'
const timeoutMs = 5_000

/** OpenID Connect Discovery 1.0, "OpenID Provider Metadata": what signing in needs of it. */
const metadata = v.object({ issuer: v.string(), authorization_endpoint: v.string(), token_endpoint: v.string() })

const hasSecret = (file: string): boolean => {
  try {
    return readFileSync(file, 'utf8').trim() !== ''
  } catch {
    return false
  }
}

/** With the trust that Synapse gets, and no more: a certificate that passes here passes there. */
const readMetadata = async (issuer: string, caFile: string | null): Promise<unknown> => {
  const url = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const signal = AbortSignal.timeout(timeoutMs)
  const asked =
    url.protocol === 'https:'
      ? https.get(url, { signal, agent: false, ca: trustedAuthorities(caFile) })
      : http.get(url, { signal, agent: false })
  const [answer]: IncomingMessage[] = await once(asked, 'response')
  if (answer?.statusCode === 200) return json(answer)
  asked.destroy()
  throw new Error(`it answers ${answer?.statusCode}`)
}

const adviceOn = (reason: string): string =>
  reason.startsWith(refusedCertificate)
    ? 'Name the hospital’s own authority as caFile, or let the provider have a certificate that everybody trusts. Until then, nobody comes in by it.'
    : 'Until it does, nobody comes in by it. Look at the address, and let this machine reach it.'

/** Of the hospital's own provider. That it is away keeps nothing from running: who has a password still comes in. */
export const checkProvider = async (
  { issuer, clientSecretFile }: Pick<NonNullable<ProviderSettings>, 'issuer' | 'clientSecretFile'>,
  caFile: string | null,
): Promise<Finding> => {
  if (!hasSecret(clientSecretFile))
    return fault(what, `no secret can be read in ${clientSecretFile}.`, 'Put the client’s secret there, alone.')
  let found: unknown
  try {
    found = await readMetadata(issuer, caFile)
  } catch (error) {
    const reason = reasonOf(error)
    return warning(what, `${issuer} does not say how one signs in there: ${reason}.`, adviceOn(reason))
  }
  const read = v.safeParse(metadata, found)
  if (!read.success)
    return fault(what, `${issuer} is no OpenID provider.`, 'Name its issuer, in Keycloak https://…/realms/NAME.')
  if (read.output.issuer !== issuer)
    return warning(
      what,
      `it calls itself ${read.output.issuer}.`,
      'Name the issuer exactly so, with or without the slash.',
    )
  return good(what, `${issuer} says how one signs in there.`)
}
