import { localpartOf, type UserId } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'

/** Whether somebody signs in by a password, as Synapse's module has it; whoever does not comes in by the provider. */
export const hasPassword = ({ passwordAccounts }: Pick<ServiceConfig, 'passwordAccounts'>, userId: UserId): boolean =>
  passwordAccounts === null || passwordAccounts.includes(localpartOf(userId))
