import { type MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk'
import { type CryptoApi, DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { onCleanup } from 'solid-js'
import { type Emitter, listen } from './listen.ts'

/**
 * A message can arrive before what says that its sender's device is signed, above all when the other clinic is slow to
 * answer. The SDK looks again when it hears of a change of that device, and not when it has just missed it: the message
 * would stay unreadable. So we ask anew, and try again.
 */
const retryAfterMs = [1_000, 3_000, 8_000, 20_000, 60_000, 180_000] as const

const isOfUnknownDevice = (event: MatrixEvent): boolean =>
  event.decryptionFailureReason === DecryptionFailureCode.UNKNOWN_SENDER_DEVICE ||
  event.decryptionFailureReason === DecryptionFailureCode.UNSIGNED_SENDER_DEVICE

/** What the SDK itself calls to try again, and gives no other way to. */
type Backend = Parameters<MatrixEvent['attemptDecryption']>[0]
type Crypto = Pick<CryptoApi, 'getUserDeviceInfo'>

/** Call under a Solid owner: tries until it ends. */
export const retryDecryption = (client: Emitter, crypto: Crypto, isLive: () => boolean): void => {
  const waiting = new Set<MatrixEvent>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const later = (event: MatrixEvent, attempt: number) => {
    const delayMs = retryAfterMs[attempt]
    if (delayMs === undefined) return
    waiting.add(event)
    const timer = setTimeout(() => {
      timers.delete(timer)
      void retry(event, attempt)
    }, delayMs)
    timers.add(timer)
  }
  const retry = async (event: MatrixEvent, attempt: number) => {
    const sender = event.getSender()
    // Without the homeserver there is nothing new to learn: the same attempt again.
    if (!sender || !isLive()) return later(event, attempt)
    await crypto.getUserDeviceInfo([sender], true).catch(() => {})
    if (!isOfUnknownDevice(event)) return void waiting.delete(event)
    await event.attemptDecryption(crypto as unknown as Backend, { isRetry: true }).catch(() => {})
    if (isOfUnknownDevice(event)) later(event, attempt + 1)
    else waiting.delete(event)
  }
  listen(client, MatrixEventEvent.Decrypted, (event) => {
    if (event.isDecryptionFailure() && isOfUnknownDevice(event) && !waiting.has(event)) later(event, 0)
  })
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer)
  })
}
