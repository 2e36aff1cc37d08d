import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type NodeSettings,
  type Ports,
  renderNode,
  type Secrets,
  secretNames,
  type TemplateName,
  templateNames,
} from '../../synapse-config/render.ts'
import type { ClinicPlan } from './cast.ts'
import { type Certificate, makeCertificates } from './certificates.ts'
import { projectFolder } from './folders.ts'
import { type ObjectStore, s3SettingsOf } from './object-store.ts'

const host = '127.0.0.1'
const gibiByte = 1024 ** 3

const templates = () =>
  Object.fromEntries(
    templateNames.map((name) => [name, readFileSync(join(projectFolder, 'synapse-config/templates', name), 'utf8')]),
  ) as Record<TemplateName, string>

const makeSecrets = (): Secrets =>
  Object.fromEntries(secretNames.map((name) => [name, randomBytes(32).toString('base64url')])) as Secrets

/** Secrets are made once; a setting that came later gets its secret then. */
const keepSecrets = (folder: string): Secrets => {
  const file = join(folder, 'secrets.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {}
  const secrets = { ...makeSecrets(), ...kept }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

/** The form in which Synapse keeps its signing key: algorithm, name, seed. */
const keepSigningKey = (folder: string) => {
  const file = join(folder, 'signing.key')
  if (existsSync(file)) return
  const seed = randomBytes(32).toString('base64').replace(/=+$/, '')
  writeFileSync(file, `ed25519 a_${randomBytes(2).toString('hex')} ${seed}\n`, { mode: 0o600 })
}

/** One private authority for all; its own key is forgotten at once. */
export const keepCertificates = async (folder: string, plans: readonly ClinicPlan[]): Promise<void> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (existsSync(join(folder, 'ca.pem'))) return
  const { authority, byName } = await makeCertificates(plans.map(({ serverName }) => serverName))
  for (const { key, serverName } of plans) {
    const made = byName.get(serverName) as Certificate
    mkdirSync(join(folder, key), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, key, 'tls.pem'), made.certificate)
    writeFileSync(join(folder, key, 'tls.key'), made.key, { mode: 0o600 })
  }
  writeFileSync(join(folder, 'ca.pem'), authority)
}

export type ClinicFiles = {
  folder: string
  ports: Ports
  secrets: Secrets
  url: string
  objectStore: ObjectStore | null
}

export type ClinicOptions = {
  /** Folder of all clinics. */
  folder: string
  ports: Ports
  addresses: Record<string, string>
  clientDir: string
  /** The program of an object store, when this clinic keeps its files in one. */
  objectStoreProgram: string | null
  hasTurn: boolean
  messageRate: NodeSettings['messageRate']
  extraPushServices: NodeSettings['extraPushServices']
}

/** Writes what the parts of one clinic read; keeps secrets and keys that are there. */
export const writeClinicFiles = (plan: ClinicPlan, options: ClinicOptions): ClinicFiles => {
  const folder = join(options.folder, plan.key)
  mkdirSync(join(folder, 'service'), { recursive: true, mode: 0o700 })
  const secrets = keepSecrets(folder)
  keepSigningKey(folder)
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
  const files = renderNode(
    {
      clinic: { name: plan.name, serverName: plan.serverName, url },
      folder,
      host,
      ports: options.ports,
      secrets,
      livekitUrl: `ws://${plan.serverName}:${options.ports.livekit}`,
      turn: options.hasTurn ? { host: plan.serverName } : null,
      tls: { certFile: join(folder, 'tls.pem'), keyFile: join(folder, 'tls.key') },
      caFile: join(options.folder, 'ca.pem'),
      clientDir: options.clientDir,
      addresses: options.addresses,
      caseFiles: { maxFileBytes: 20 * gibiByte, quotaBytes: 100 * gibiByte },
      fileStore: objectStore ? s3SettingsOf(objectStore) : { kind: 'folder' },
      record: null,
      messageRate: options.messageRate,
      // Nobody guesses 79 random bits, and each sign-in would take a third of a second of the processor.
      passwordHashRounds: 4,
      extraPushServices: options.extraPushServices,
    },
    templates(),
  )
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 })
  return { folder, ports: options.ports, secrets, url, objectStore }
}
