import { EventEmitter } from 'node:events'
import { type MatrixEvent, MatrixEventEvent } from 'matrix-js-sdk'
import { DecryptionFailureCode } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { retryDecryption } from './decryption-retry.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A message that can be read from the attempt `readableFrom` on; each attempt tells the client, as the SDK does. */
const open = ({
  readableFrom = 1,
  reason = DecryptionFailureCode.UNKNOWN_SENDER_DEVICE,
  live = (): boolean => true,
} = {}) => {
  const client = new EventEmitter()
  const asked: string[] = []
  let attempts = 0
  let failure: DecryptionFailureCode | null = reason
  const event = {
    getSender: () => '@ida:nord.example',
    isDecryptionFailure: () => failure !== null,
    get decryptionFailureReason() {
      return failure
    },
    async attemptDecryption() {
      attempts += 1
      if (attempts >= readableFrom) failure = null
      client.emit(MatrixEventEvent.Decrypted, event)
    },
  }
  const crypto = {
    async getUserDeviceInfo(people: string[]) {
      asked.push(...people)
      return new Map()
    },
  }
  const dispose = createRoot((end) => {
    retryDecryption(client as never, crypto, live)
    return end
  })
  const arrive = () => client.emit(MatrixEventEvent.Decrypted, event as unknown as MatrixEvent)
  return { arrive, dispose, asked, attempts: () => attempts, isReadable: () => failure === null }
}

test('a message whose device was not known yet is read once the device is asked for again', async () => {
  const message = open()
  message.arrive()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(message.asked).toEqual(['@ida:nord.example'])
  expect(message.isReadable()).toBe(true)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(message.attempts()).toBe(1)
})

test('it is tried a few times, more and more slowly, and then left', async () => {
  const message = open({ readableFrom: Number.POSITIVE_INFINITY })
  message.arrive()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(message.attempts()).toBe(6)
})

test('nothing is asked while the homeserver is away', async () => {
  let isLive = false
  const message = open({ live: () => isLive })
  message.arrive()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(message.asked).toEqual([])
  isLive = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(message.isReadable()).toBe(true)
})

test('a message that waits for its key is left to the key', async () => {
  const message = open({ reason: DecryptionFailureCode.MEGOLM_UNKNOWN_INBOUND_SESSION_ID })
  message.arrive()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(message.attempts()).toBe(0)
})

test('after sign-out nothing is tried any more', async () => {
  const message = open()
  message.arrive()
  message.dispose()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(message.attempts()).toBe(0)
})
