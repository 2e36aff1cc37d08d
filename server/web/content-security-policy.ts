import type { ServiceConfig } from '../config.ts'
import type { PartnerRow } from '../partners/queries.ts'

/** What a partner wrote into its card is not trusted to be a plain origin. */
const originsOf = (url: string | null): string[] => {
  if (!url || !URL.canParse(url)) return []
  const { protocol, host } = new URL(url)
  return /^(?:https?|wss?):$/.test(protocol) ? [`${protocol}//${host}`] : []
}

/** LiveKit is reached by WebSocket, and by HTTP at the same address to say why that failed. */
const livekitOrigins = (url: string | null): string[] =>
  originsOf(url).flatMap((origin) => [origin, origin.replace(/^ws/, 'http')])

/** The client may speak to its own clinic, its FHIR server and active partners; nothing else, whatever is injected. */
export const contentSecurityPolicy = (
  config: Pick<ServiceConfig, 'clinic' | 'livekit' | 'record'>,
  partners: readonly Pick<PartnerRow, 'url' | 'livekitUrl'>[],
): string => {
  const connect = new Set([
    "'self'",
    ...originsOf(config.clinic.url),
    ...livekitOrigins(config.livekit.url),
    ...originsOf(config.record?.url ?? null),
    ...partners.flatMap(({ url, livekitUrl }) => [...originsOf(url), ...livekitOrigins(livekitUrl)]),
  ])
  return [
    "default-src 'none'",
    // The cryptography of Matrix is WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    // Parts of the interface place themselves by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: mediastream:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src ${[...connect].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
