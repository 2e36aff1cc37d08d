import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/** A place in what the service does: before Synapse is asked something, or after it has done it and before it says so. */
export type Place = { when: 'before' | 'after'; method: 'GET' | 'POST' | 'PUT'; path: RegExp }

export type WatchedHomeserver = {
  /** Resolves once the service has come there, and stands still. */
  untilAt(place: Place): Promise<void>
} & AsyncDisposable

/** Between a clinic's service and its Synapse, so that the service can be met in the middle of what it does. */
export const watchHomeserver = async (clinic: TestClinic): Promise<WatchedHomeserver> => {
  const file = join(clinic.folder, 'service.json')
  const before = readFileSync(file, 'utf8')
  const settings = JSON.parse(before)
  const synapse = new URL(settings.homeserver.url)
  let awaited: (Place & { reached(): void }) | null = null

  const isThere = (when: Place['when'], { method, url = '' }: IncomingMessage): boolean => {
    if (awaited?.when !== when || awaited.method !== method || !awaited.path.test(decodeURIComponent(url))) return false
    awaited.reached()
    awaited = null
    return true
  }
  const forward = async (asked: IncomingMessage, answer: ServerResponse) => {
    const body = await buffer(asked)
    if (isThere('before', asked)) return
    const { method, url, headers } = asked
    const passed = request({ host: synapse.hostname, port: synapse.port, method, path: url, headers })
    passed.end(body)
    const [answered] = (await once(passed, 'response')) as [IncomingMessage]
    const content = await buffer(answered)
    if (isThere('after', asked)) return
    answer.writeHead(answered.statusCode ?? 502, answered.headers).end(content)
  }
  const server = createServer((asked, answer) => void forward(asked, answer).catch(() => answer.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const restartWith = async (text: string) => {
    await clinic.part('service', 'stop')
    writeFileSync(file, text, { mode: 0o600 })
    await clinic.part('service', 'start')
  }
  settings.homeserver.url = `http://127.0.0.1:${port}`
  await restartWith(JSON.stringify(settings))

  return {
    untilAt: (place) =>
      new Promise((resolve) => {
        awaited = { ...place, reached: resolve }
      }),
    async [Symbol.asyncDispose]() {
      await restartWith(before)
      server.closeAllConnections()
      server.close()
    },
  }
}
