import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFolder } from '../../synapse-config/node/folders.ts'
import { keepSecrets, writeNodeFiles } from '../../synapse-config/node/node-files.ts'
import type { NodeSettings, PortRange, Ports, Secrets } from '../../synapse-config/render.ts'
import type { ClinicPlan } from './cast.ts'
import { keepAuthority } from './certificates.ts'
import { type ObjectStore, s3SettingsOf } from './object-store.ts'

const host = '127.0.0.1'
const gibiByte = 1024 ** 3

/** Each clinic's certificate, below the one private authority of all. */
export const keepCertificates = async (folder: string, plans: readonly ClinicPlan[]): Promise<void> => {
  const authority = await keepAuthority(folder)
  for (const { key, serverName } of plans) {
    mkdirSync(join(folder, key), { recursive: true, mode: 0o700 })
    await authority.keepCertificate(serverName, join(folder, key))
  }
}

export type ClinicFiles = {
  folder: string
  ports: Ports
  secrets: Secrets
  host: string
  url: string
  objectStore: ObjectStore | null
}

export type ClinicOptions = {
  /** Folder of all clinics. */
  folder: string
  ports: Ports
  clientDir: string
  /** The program of an object store, when this clinic keeps its files in one. */
  objectStoreProgram: string | null
  /** Of its relay; null: it has none. */
  relayPorts: PortRange | null
  messageRate: NodeSettings['messageRate']
  extraPushServices: NodeSettings['extraPushServices']
}

/** Writes what the parts of one clinic read; keeps secrets and keys that are there. */
export const writeClinicFiles = (plan: ClinicPlan, options: ClinicOptions): ClinicFiles => {
  const folder = join(options.folder, plan.key)
  const secrets = keepSecrets(folder)
  const url = `http://${plan.serverName}:${options.ports.web}`
  const { objectStoreProgram: program } = options
  const objectStore: ObjectStore | null = program
    ? {
        program,
        folder: join(folder, 'store'),
        port: options.ports.fileStore,
        accessKeyId: plan.key,
        secretAccessKey: secrets.fileStore,
      }
    : null
  writeNodeFiles({
    clinic: { name: plan.name, serverName: plan.serverName, url },
    folder,
    host,
    ports: options.ports,
    secrets,
    livekitUrl: `ws://${plan.serverName}:${options.ports.livekit}`,
    turn: options.relayPorts ? { host: plan.serverName, relayPorts: options.relayPorts } : null,
    tls: { certFile: join(folder, 'tls.pem'), keyFile: join(folder, 'tls.key') },
    caFile: join(options.folder, 'ca.pem'),
    clientDir: options.clientDir,
    pagesDir: pagesFolder,
    addressesFile: addressesFileOf(options.folder),
    caseFiles: { maxFileBytes: 20 * gibiByte, quotaBytes: 100 * gibiByte },
    fileStore: objectStore ? s3SettingsOf(objectStore) : { kind: 'folder' },
    record: null,
    provider: null,
    passwordAccounts: null,
    messageRate: options.messageRate,
    // Nobody guesses 79 random bits, and each sign-in would take a third of a second of the processor.
    passwordHashRounds: 4,
    extraPushServices: options.extraPushServices,
  })
  return { folder, host, ports: options.ports, secrets, url, objectStore }
}

/** Where the gateways of all clinics of this machine look each other up. */
export const addressesFileOf = (folder: string): string => join(folder, 'addresses.json')

export const readAddresses = (folder: string): Record<string, string> =>
  existsSync(addressesFileOf(folder)) ? JSON.parse(readFileSync(addressesFileOf(folder), 'utf8')) : {}

export const writeAddresses = (folder: string, addresses: Readonly<Record<string, string>>): void =>
  writeFileSync(addressesFileOf(folder), JSON.stringify(addresses), { mode: 0o600 })
