import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { departmentsByGroup } from '#shared/auth/group-rules.ts'
import { fileStoreSettings } from '#shared/case-files/store-settings.ts'
import { serverName } from '#shared/matrix/ids.ts'
import { recordSettings } from '#shared/record/record-settings.ts'

const secret = v.pipe(v.string(), v.minLength(32))
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))
const httpUrl = v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/, 'a URL without path'))

/** Settings of one clinic's service, as `synapse-config/render.ts` writes them. Secrets are made at set-up. */
export const serviceConfig = v.object({
  clinic: v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    serverName,
    /** The clinic's web address: client, `/_matrix`, `/.well-known/matrix` and `/api`. */
    url: httpUrl,
  }),
  listen: v.object({ host: v.string(), port }),
  homeserver: v.object({ url: httpUrl, asToken: secret, hsToken: secret }),
  /** The gateway process: everything that leaves for a partner goes through `proxyUrl`. */
  gateway: v.object({ proxyUrl: httpUrl, controlUrl: httpUrl, controlSecret: secret }),
  /** `url` is for browsers, `apiUrl` for the service. */
  livekit: v.object({
    url: v.pipe(v.string(), v.regex(/^wss?:\/\/[^/]+$/)),
    apiUrl: httpUrl,
    apiKey: v.string(),
    apiSecret: secret,
  }),
  /** Signs the service's own session tokens. */
  sessionSecret: secret,
  /** Holds the database, and the case files where their store is a folder. */
  dataDir: v.string(),
  /** The built client, or null when another server gives it out. */
  clientDir: v.nullable(v.string()),
  /** A private certificate authority to trust beside the public ones, as a PEM file. */
  caFile: v.nullable(v.string()),
  caseFiles: v.object({
    maxFileBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
    quotaBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  fileStore: fileStoreSettings,
  record: recordSettings,
  /** Of the hospital's OpenID provider: which make somebody an admin. Empty: admins are made here. */
  adminGroups: v.optional(v.array(v.string()), []),
  /** The same for auditors and operators. */
  auditorGroups: v.optional(v.array(v.string()), []),
  operatorGroups: v.optional(v.array(v.string()), []),
  /** Which group leads which department, and which works there. */
  leadGroups: v.optional(departmentsByGroup, {}),
  departmentGroups: v.optional(departmentsByGroup, {}),
  /** Names, before the colon, of the accounts that sign in by a password; null: all do. */
  passwordAccounts: v.optional(v.nullable(v.array(v.string())), null),
  /** How long the log of accesses says who did what; that something was done stays for good (§ 195 BGB: three years). */
  audit: v.optional(v.object({ keepDays: v.pipe(v.number(), v.integer(), v.minValue(1)) }), { keepDays: 3 * 366 }),
  /** Who reads `/metrics` from another machine shows this; from this one nobody needs to. Null: nobody else. */
  metricsToken: v.optional(v.nullable(secret), null),
  push: v.object({
    /** Origins of the push services that browsers may name; the host may begin with `*.`. Empty: nobody is woken. */
    services: v.array(v.string()),
  }),
})
export type ServiceConfig = v.InferOutput<typeof serviceConfig>

/** Reads and checks the file that `CONSILIUM_CONFIG` names; says what is wrong with it, without its secrets. */
export const readConfig = <S extends v.GenericSchema>(schema: S, env = process.env): v.InferOutput<S> => {
  const path = env['CONSILIUM_CONFIG']
  if (!path) throw new Error('Set CONSILIUM_CONFIG to the path of the configuration file.')
  const parsed = v.safeParse(schema, JSON.parse(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.output
  const faults = parsed.issues.map(
    (issue) => `${v.getDotPath(issue) ?? '(root)'}: ${issue.message.split(', received')[0]}`,
  )
  throw new Error(`${path} is not usable: ${faults.join('; ')}`)
}
