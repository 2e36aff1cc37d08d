import type { Context } from '../context.ts'
import { keepRounds } from '../rounds.ts'
import { askForEvents, registerServiceAccount } from './homeserver.ts'

const retryMs = 1_000

/** Makes sure that the service account exists and hears what happened, as soon as Synapse answers: it may start beside us. */
export const keepServiceAccount = ({ config, log }: Pick<Context, 'config' | 'log'>): Disposable => {
  let isRegistered = false
  return keepRounds(async () => {
    try {
      if (!isRegistered) await registerServiceAccount(config)
      isRegistered = true
      await askForEvents(config)
      log.info('service-account-ready')
      return null
    } catch (error) {
      log.info('service-account-waits', { error: error instanceof Error ? error.name : 'unknown' })
      return retryMs
    }
  })
}
