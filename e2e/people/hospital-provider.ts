import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { providerSettings } from '#shared/auth/provider-settings.ts'
import type { NodeSettings } from '../../synapse-config/render.ts'
import { providerValues } from '../../synapse-config/render.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

export type ProviderPerson = { preferred_username: string; name: string; groups: string[] }

/** A hospital's own OpenID provider, as Keycloak is one: what it says of people may change while it runs. */
export type HospitalProvider = { issuer: string; people: Map<string, ProviderPerson> } & AsyncDisposable

const clientId = 'consilium'
const clientSecret = 's'.repeat(43)

export const openHospitalProvider = async (clinicUrl: string): Promise<HospitalProvider> => {
  const people = new Map<string, ProviderPerson>()
  // The port is known once it listens, and the provider must know its own address before it answers.
  let answer: ReturnType<Provider['callback']> | undefined
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => void answer?.(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${clinicUrl}/_synapse/client/oidc/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups'] },
    findAccount: (_context, id) => {
      const person = people.get(id)
      return person && { accountId: id, claims: () => ({ sub: id, ...person }) }
    },
    cookies: { keys: ['a key of this test'] },
  })
  answer = provider.callback()
  return {
    issuer,
    people,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * Names the provider in the files of a clinic's node, as its set-up does, and starts what reads them; gives the way back.
 * `settings`: of the clinic's service.
 */
export const nameProvider = async (
  clinic: TestClinic,
  { issuer }: HospitalProvider,
  settings: { adminGroups?: string[]; departmentGroups?: Record<string, string>; passwordAccounts?: string[] },
): Promise<() => Promise<void>> => {
  const [synapseFile, serviceFile] = [join(clinic.folder, 'homeserver.yaml'), join(clinic.folder, 'service.json')]
  const [synapse, service] = [readFileSync(synapseFile, 'utf8'), readFileSync(serviceFile, 'utf8')]
  const clientSecretFile = join(clinic.folder, 'provider-secret')
  writeFileSync(clientSecretFile, clientSecret)
  const name = 'Klinikum-Konto'
  const provider = v.parse(providerSettings, { name, issuer, clientId, clientSecretFile })
  const { listen, homeserver } = JSON.parse(service)
  const values = providerValues({
    clinic: { ...clinic },
    ports: { service: listen.port } as NodeSettings['ports'],
    secrets: { hsToken: homeserver.hsToken } as NodeSettings['secrets'],
    provider,
  })
  const named = synapse
    .replace(/^oidc_providers: .*$/m, `oidc_providers: ${JSON.stringify(values.oidcProviders)}`)
    .replace(/^no_proxy_hosts: .*$/m, `no_proxy_hosts: ${JSON.stringify(values.directHosts)}`)
    .replace(/^( +sign_ins): .*$/m, `$1: ${JSON.stringify(values.signIns)}`)
    .replace(/^( +password_accounts): .*$/m, `$1: ${JSON.stringify(settings.passwordAccounts ?? null)}`)
  const restart = async (synapseText: string, serviceText: string) => {
    writeFileSync(synapseFile, synapseText)
    writeFileSync(serviceFile, serviceText)
    await Promise.all([clinic.part('homeserver', 'stop'), clinic.part('service', 'stop')])
    await Promise.all([clinic.part('homeserver', 'start'), clinic.part('service', 'start')])
  }
  await restart(named, JSON.stringify({ ...JSON.parse(service), ...settings }))
  return () => restart(synapse, service)
}

/** At the provider's own pages: who somebody is, and that the clinic may know it. */
export const signInAtProvider = async (page: Page, login: string): Promise<void> => {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}
