import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SubscriptionInput } from '#shared/notifications/api.ts'

export type Pushed = { urgency: string; message: unknown }

/** A browser and its push service in one, which this machine does not reach: RFC 8030, 8188 and 8291. */
export type PushReceiver = AsyncDisposable & {
  subscription: SubscriptionInput
  pushed: readonly Pushed[]
  /** From now on it answers as the push service of a browser that is gone. */
  leave(): void
}

const derive = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
  new Uint8Array(hkdfSync('sha256', key, salt, info, length))
const label = (name: string) => Buffer.from(`${name}\0`)

export const openPushReceiver = async (): Promise<PushReceiver> => {
  const own = createECDH('prime256v1')
  const p256dh = own.generateKeys()
  const auth = randomBytes(16)
  const pushed: Pushed[] = []
  let isGone = false

  /** One record of `aes128gcm`. */
  const decrypt = (body: Buffer): unknown => {
    const salt = body.subarray(0, 16)
    const senderKey = body.subarray(21, 21 + body.readUInt8(20))
    const record = body.subarray(21 + senderKey.length)
    const info = Buffer.concat([label('WebPush: info'), p256dh, senderKey])
    const secret = derive(own.computeSecret(senderKey), auth, info, 32)
    const key = derive(secret, salt, label('Content-Encoding: aes128gcm'), 16)
    const nonce = derive(secret, salt, label('Content-Encoding: nonce'), 12)
    const cipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
    const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()])
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString())
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (!isGone) pushed.push({ urgency: String(request.headers['urgency']), message: decrypt(Buffer.concat(chunks)) })
    response.writeHead(isGone ? 410 : 201).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo

  return {
    subscription: {
      endpoint: `http://127.0.0.1:${port}/${randomBytes(8).toString('hex')}`,
      keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') },
    },
    pushed,
    leave() {
      isGone = true
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
