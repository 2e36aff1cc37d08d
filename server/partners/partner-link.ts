import { ProxyAgent, request } from 'undici'
import * as v from 'valibot'
import { type ClinicCard, clinicCard } from '#shared/clinic/card.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type PartnerHintOutput, type PartnerMessage, partnerHintOutput, partnerMessage } from '#shared/partners/api.ts'
import type { Standing } from '#shared/partners/partnership.ts'
import type { ServiceConfig } from '../config.ts'
import { trustedAuthorities } from '../trusted-authorities.ts'

const timeoutMs = 5_000
const maxAnswerBytes = 256 * 1024

export type Hint = { serverName: ServerName; messageId: string; standing: Standing }

/**
 * What clinics say to each other about the partnership itself. It works before there is a partnership and while
 * it is suspended: the gateway lets it pass because we mark it, and TLS proves who answers. Throws when nobody does.
 */
export type PartnerLink = {
  card(server: ServerName): Promise<ClinicCard>
  keys(server: ServerName): Promise<unknown>
  message(server: ServerName, messageId: string): Promise<PartnerMessage>
  /** Answers the other side's standing, and what it lets us do. */
  tell(server: ServerName, hint: Hint): Promise<PartnerHintOutput>
}

export const openPartnerLink = ({ gateway, caFile }: Pick<ServiceConfig, 'gateway' | 'caFile'>): PartnerLink => {
  const ca = trustedAuthorities(caFile)
  const dispatcher = new ProxyAgent({
    uri: gateway.proxyUrl,
    token: `Bearer ${gateway.controlSecret}`,
    requestTls: { ca },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 1_000,
    maxResponseSize: maxAnswerBytes,
  })

  const call = async (server: ServerName, path: string, body?: unknown): Promise<unknown> => {
    const answer = await request(`https://${server}${path}`, {
      dispatcher,
      method: body === undefined ? 'GET' : 'POST',
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (answer.statusCode !== 200) {
      await answer.body.dump()
      throw new Error(`the partner answered ${answer.statusCode}`)
    }
    return answer.body.json()
  }

  return {
    card: async (server) => v.parse(clinicCard, await call(server, '/api/clinic')),
    keys: (server) => call(server, '/_matrix/key/v2/server'),
    message: async (server, messageId) =>
      v.parse(partnerMessage, await call(server, `/api/partners/messages/${messageId}`)),
    tell: async (server, hint) => v.parse(partnerHintOutput, await call(server, '/api/partners/messages', hint)),
  }
}

const links = new WeakMap<ServiceConfig, PartnerLink>()

/** One link per service, so that its connections are shared. */
export const partnerLinkOf = (config: ServiceConfig): PartnerLink => {
  const existing = links.get(config)
  if (existing) return existing
  const link = openPartnerLink(config)
  links.set(config, link)
  return link
}
