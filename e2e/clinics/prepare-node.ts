import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { planFileIn, readNodePlan } from '../../synapse-config/node/node-plan.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import type { Ports } from '../../synapse-config/render.ts'
import { keepAuthority } from './certificates.ts'
import { addressesFileOf, readAddresses, writeAddresses } from './clinic-files.ts'

type Hospital = {
  key: string
  name: string
  admin: { localpart: string; name: string }
  /** Of the clinics beside which it comes: their authority, and where they look each other up. */
  beside: string
  folder: string
}

export type PreparedNode = {
  planFile: string
  facts: { name: string; serverName: string; url: string; reachableUrl: string; folder: string }
  /** Takes it out of the name service again. */
  forget(): void
}

/** So that it is found again under the ports that it had. */
const portsBefore = (nodeFolder: string): Partial<Ports> | null => {
  const file = planFileIn(nodeFolder)
  return existsSync(file) ? (readNodePlan(readFileSync(file, 'utf8')).plan?.ports ?? null) : null
}

/** A folder with what a hospital brings along: a certificate, an entry of the name service, and its answers. */
export const prepareNode = async ({ key, name, admin, beside, folder }: Hospital): Promise<PreparedNode> => {
  const serverName = `${key}.localhost`
  const nodeFolder = join(folder, 'node')
  mkdirSync(nodeFolder, { recursive: true, mode: 0o700 })
  const [free] = (await freePorts(1)) as [Ports]
  const ports: Ports = { ...free, ...portsBefore(nodeFolder) }
  await (await keepAuthority(beside)).keepCertificate(serverName, folder)
  writeAddresses(beside, { ...readAddresses(beside), [serverName]: `127.0.0.1:${ports.federation}` })
  const url = `http://${serverName}:${ports.web}`
  const plan = {
    name,
    serverName,
    url,
    folder: nodeFolder,
    ports,
    tls: { certFile: join(folder, 'tls.pem'), keyFile: join(folder, 'tls.key') },
    caFile: join(beside, 'ca.pem'),
    addressesFile: addressesFileOf(beside),
    admin,
  }
  const planFile = join(folder, 'clinic.json')
  writeFileSync(planFile, JSON.stringify(plan, null, 2), { mode: 0o600 })
  return {
    planFile,
    facts: { name, serverName, url, reachableUrl: `http://127.0.0.1:${ports.web}`, folder: nodeFolder },
    forget() {
      const { [serverName]: _, ...others } = readAddresses(beside)
      writeAddresses(beside, others)
    },
  }
}
