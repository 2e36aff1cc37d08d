import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { ProviderSettings } from '#shared/auth/provider-settings.ts'
import { type Finding, fault, good, warning } from './finding.ts'

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

const readMetadata = async (issuer: string): Promise<unknown> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (!answer.ok) throw new Error(`it answers ${answer.status}`)
  return answer.json()
}

/** Node says why in the cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}

/** Of the hospital's own provider. That it is away keeps nothing from running: who has a password still comes in. */
export const checkProvider = async ({
  issuer,
  clientSecretFile,
}: Pick<NonNullable<ProviderSettings>, 'issuer' | 'clientSecretFile'>): Promise<Finding> => {
  if (!hasSecret(clientSecretFile))
    return fault(what, `no secret can be read in ${clientSecretFile}.`, 'Put the client’s secret there, alone.')
  let found: unknown
  try {
    found = await readMetadata(issuer)
  } catch (error) {
    return warning(
      what,
      `${issuer} does not say how one signs in there (${reasonOf(error)}).`,
      'Until it does, nobody comes in by it. Look at the address, and let this machine reach it.',
    )
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
