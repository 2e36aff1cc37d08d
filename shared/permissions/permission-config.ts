import * as v from 'valibot'
import { type ServerName, serverName, serverOf, type UserId } from '../matrix/ids.ts'

/** gematik's TI-Messenger, "Berechtigungskonfiguration": who may invite a person. Account data of that person. */
export const permissionConfigType = 'de.gematik.tim.account.permissionconfig.pro.v1'

export const defaultSettings = ['allow all', 'block all'] as const
export type DefaultSetting = (typeof defaultSettings)[number]

/** Empty, for what gematik may add; the key says who is excepted. */
const exception = v.looseObject({})

/** An exception, whichever it is, inverts the default. */
export const permissionConfig = v.object({
  defaultSetting: v.picklist(defaultSettings),
  serverExceptions: v.optional(v.record(v.pipe(v.string(), v.nonEmpty()), exception), {}),
  userExceptions: v.optional(v.record(v.pipe(v.string(), v.startsWith('@')), exception), {}),
  /** Insured persons have accounts at insurances, which are no partners of a clinic: kept, and without effect here. */
  groupExceptions: v.optional(v.array(v.looseObject({ groupName: v.literal('isInsuredPerson') })), []),
})
export type PermissionConfig = v.InferOutput<typeof permissionConfig>

/** Stands for the clinic itself in its default, as other homeservers of the TI-Messenger name it. */
export const localServer = '@LOCAL_SERVER@'

/** What a clinic gives to accounts that have no configuration, or a broken one. */
export const permissionDefault = v.object({
  defaultSetting: v.picklist(defaultSettings),
  serverExceptions: v.optional(v.record(v.union([v.literal(localServer), serverName]), exception), {}),
})
export type PermissionDefault = v.InferOutput<typeof permissionDefault>

/** Of a clinic whose admin has decided nothing. */
export const openDefault: PermissionDefault = { defaultSetting: 'allow all', serverExceptions: {} }

export const configOfDefault = (given: PermissionDefault, own: ServerName): PermissionConfig => ({
  defaultSetting: given.defaultSetting,
  serverExceptions: Object.fromEntries(
    Object.keys(given.serverExceptions).map((name) => [name === localServer ? own : name, {}]),
  ),
  userExceptions: {},
  groupExceptions: [],
})

/** What account data holds; null when there is none, or it is broken. */
export const readPermissionConfig = (content: unknown): PermissionConfig | null => {
  const parsed = v.safeParse(permissionConfig, content)
  return parsed.success ? parsed.output : null
}

const has = (names: Readonly<Record<string, unknown>>, wanted: string): boolean =>
  Object.keys(names).some((name) => name.toLowerCase() === wanted.toLowerCase())

export const isServerExcepted = (config: PermissionConfig, server: ServerName): boolean =>
  has(config.serverExceptions, server)

export const isUserExcepted = (config: PermissionConfig, user: UserId): boolean => has(config.userExceptions, user)

/** The same in Python: synapse-config/module/consilium_federation/permissions.py; both hold cases.json. */
export const mayInvite = (config: PermissionConfig, inviter: UserId): boolean => {
  const isException = isUserExcepted(config, inviter) || isServerExcepted(config, serverOf(inviter))
  return (config.defaultSetting === 'allow all') !== isException
}

const without = <T>(names: Readonly<Record<string, T>>, left: string): Record<string, T> =>
  Object.fromEntries(Object.entries(names).filter(([name]) => name.toLowerCase() !== left.toLowerCase()))

export const exceptServer = (config: PermissionConfig, server: ServerName): PermissionConfig => ({
  ...config,
  serverExceptions: { ...without(config.serverExceptions, server), [server]: {} },
})

export const exceptUser = (config: PermissionConfig, user: UserId): PermissionConfig => ({
  ...config,
  userExceptions: { ...without(config.userExceptions, user), [user]: {} },
})

export const dropServer = (config: PermissionConfig, server: string): PermissionConfig => ({
  ...config,
  serverExceptions: without(config.serverExceptions, server),
})

export const dropUser = (config: PermissionConfig, user: string): PermissionConfig => ({
  ...config,
  userExceptions: without(config.userExceptions, user),
})

/** The other mode begins without exceptions: those who were blocked must not become the only ones who are allowed. */
export const withSetting = (config: PermissionConfig, defaultSetting: DefaultSetting): PermissionConfig =>
  config.defaultSetting === defaultSetting
    ? config
    : { ...config, defaultSetting, serverExceptions: {}, userExceptions: {}, groupExceptions: [] }

/**
 * Blocks one person. Where a whole clinic is the exception that lets them in, it cannot be kept: then only those of it
 * stay whom the person already writes with.
 */
export const blockUser = (config: PermissionConfig, user: UserId, known: readonly UserId[] = []): PermissionConfig => {
  if (config.defaultSetting === 'allow all') return mayInvite(config, user) ? exceptUser(config, user) : config
  const server = serverOf(user)
  const kept = isServerExcepted(config, server)
    ? known.filter((other) => other !== user && serverOf(other) === server)
    : []
  return kept.reduce(exceptUser, dropUser(dropServer(config, server), user))
}

/** Lets one person in again; a clinic that is blocked as a whole stays blocked, with everybody of it. */
export const unblockUser = (config: PermissionConfig, user: UserId): PermissionConfig => {
  if (config.defaultSetting === 'allow all') return dropUser(config, user)
  return mayInvite(config, user) ? config : exceptUser(config, user)
}
