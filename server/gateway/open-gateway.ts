import { once } from 'node:events'
import type { Server } from 'node:http'
import type { Server as TlsServer } from 'node:https'
import { createControl } from './control.ts'
import { addressesIn } from './destination.ts'
import { createEgress } from './egress.ts'
import { createFederationListener } from './federation-listener.ts'
import type { GatewayConfig } from './gateway-config.ts'
import type { GatewayLog } from './gateway-log.ts'
import { openPolicyStore } from './policy-store.ts'
import { takesRenewedCertificate } from './renewed-certificate.ts'
import { createWebListener } from './web-listener.ts'

const endingMs = 2_000
const certificateMs = 60_000

const listen = async (server: Server | TlsServer, { host, port }: { host: string; port: number }) => {
  server.listen(port, host)
  await once(server, 'listening')
}

/** One clinic's gateway: web, federation, egress and control, with one policy. */
export const openGateway = async (config: GatewayConfig, log: GatewayLog): Promise<AsyncDisposable> => {
  const policy = openPolicyStore(config.policyFile)
  const egress = createEgress({
    policy,
    addresses: addressesIn(config.addressesFile),
    secret: config.control.secret,
    log,
  })
  const federation = createFederationListener({
    serverName: config.serverName,
    certFile: config.federation.certFile,
    keyFile: config.federation.keyFile,
    policy,
    homeserverUrl: config.homeserverUrl,
    serviceUrl: config.serviceUrl,
    log,
  })
  const web = createWebListener({ homeserverUrl: config.homeserverUrl, serviceUrl: config.serviceUrl, log })
  const control = createControl(config.control.secret, (next) => {
    policy.apply(next)
    const cut = egress.cutRefused() + federation.cutRefused()
    log('policy-applied', { partners: next.partners.length, cut })
    return cut
  })

  // Some partners are let through until a time only; the service may be down when it comes.
  const ending = setInterval(() => {
    const cut = egress.cutRefused() + federation.cutRefused()
    if (cut > 0) log('time-ran-out', { cut })
  }, endingMs)

  const certificate = setInterval(takesRenewedCertificate(federation.server, config.federation, log), certificateMs)

  const servers = [egress.server, federation.server, web, control]
  const places = [config.egress, config.federation, config.web, config.control]
  const close = async () => {
    clearInterval(ending)
    clearInterval(certificate)
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
    egress.cutAll()
  }
  try {
    await Promise.all(servers.map((server, index) => listen(server, places[index] as { host: string; port: number })))
  } catch (error) {
    await close()
    throw error
  }
  return { [Symbol.asyncDispose]: close }
}
