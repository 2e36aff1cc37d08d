import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { sleep } from '../sleep.ts'

/** The SDK waits up to ten seconds before it backs a new key up, so that not all clients come at once. */
const spreadMs = 1_000
const pollMs = 150
const patienceMs = 6_000

/** Somebody at a ward PC writes and signs out at once: then the key of the message must already be in the backup. */
export const uploadKeysSoon = async (): Promise<void> => {
  const { RustBackupManager } = await import('matrix-js-sdk/lib/rust-crypto/backup.js')
  // Read-only by its type, meant to be set for tests.
  Object.assign(RustBackupManager, { maxBackupLoopStartDelayMillis: spreadMs })
}

/** What no public method of the SDK says. */
type Machine = { olmMachine: { roomKeyCounts(): Promise<{ total: number; backedUp: number }> } }

/** Resolves when every key of this device is in the backup; false when that takes too long. */
export const allBackedUp = async (crypto: Pick<CryptoApi, 'getActiveSessionBackupVersion'>): Promise<boolean> => {
  const { olmMachine } = crypto as typeof crypto & Machine
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    const { total, backedUp } = await olmMachine.roomKeyCounts()
    if (total === backedUp) return true
    if ((await crypto.getActiveSessionBackupVersion()) === null) return false
    await sleep(pollMs)
  }
  return false
}
