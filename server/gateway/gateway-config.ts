import * as v from 'valibot'
import { serverName } from '#shared/matrix/ids.ts'

const listener = v.object({ host: v.string(), port: v.number() })
const httpUrl = v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/, 'a URL without path'))

/** Settings of one clinic's gateway process, as `synapse-config/render.ts` writes them. */
export const gatewayConfig = v.object({
  serverName,
  /** The clinic's web address: browsers come in here. Nothing of federation is served on it. */
  web: listener,
  /** Partners come in here, over TLS. */
  federation: v.intersect([listener, v.object({ certFile: v.string(), keyFile: v.string() })]),
  /** Own Synapse and service go out here (HTTP CONNECT). */
  egress: listener,
  /** The service sets the policy here. */
  control: v.intersect([listener, v.object({ secret: v.pipe(v.string(), v.minLength(32)) })]),
  homeserverUrl: httpUrl,
  serviceUrl: httpUrl,
  /** The last policy; the Synapse module reads it too. Absent means: nobody is a partner. */
  policyFile: v.string(),
  /** A file with server name → host:port of its federation listener, instead of DNS. For demos and tests. */
  addressesFile: v.nullable(v.string()),
})
export type GatewayConfig = v.InferOutput<typeof gatewayConfig>
