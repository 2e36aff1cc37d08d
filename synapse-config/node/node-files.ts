import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type NodeSettings,
  renderNode,
  type Secrets,
  secretNames,
  type TemplateName,
  templateNames,
} from '../render.ts'
import { projectFolder } from './folders.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

const templates = () =>
  Object.fromEntries(
    templateNames.map((name) => [name, readFileSync(join(projectFolder, 'synapse-config/templates', name), 'utf8')]),
  ) as Record<TemplateName, string>

const makeSecrets = (): Secrets =>
  Object.fromEntries(secretNames.map((name) => [name, randomBytes(32).toString('base64url')])) as Secrets

/** Secrets are made once; a setting that came later gets its secret then. */
export const keepSecrets = (folder: string): Secrets => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
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

/** PEM of all authorities that the node trusts, for programs that take one file of them. */
export const authoritiesFileIn = (folder: string): string => join(folder, 'authorities.pem')

/** Writes what the parts of one node read; the key by which other clinics know its homeserver is made once. */
export const writeNodeFiles = (settings: NodeSettings): void => {
  const { folder } = settings
  mkdirSync(join(folder, 'service'), { recursive: true, mode: 0o700 })
  keepSigningKey(folder)
  writeFileSync(authoritiesFileIn(folder), trustedAuthorities(settings.caFile).join('\n'))
  for (const [name, content] of Object.entries(renderNode(settings, templates())))
    writeFileSync(join(folder, name), content, { mode: 0o600 })
}
