import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { openFolderStore } from '../case-files/folder-store.ts'
import { configForTests, contextForTests } from '../context-for-tests.ts'
import { checkHealth } from './check-health.ts'

const livekit = async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"rooms":[]}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.dispose]: () => server.close() }
}

describe('health', () => {
  it('is up when every part answers', async () => {
    using calls = await livekit()
    const config = configForTests()
    const context = contextForTests({
      config: { ...config, livekit: { ...config.livekit, apiUrl: calls.url } },
      homeserver: { isUp: async () => true },
    })
    const answer = await createApp(context).request('/api/health')
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        status: 'up',
        parts: { homeserver: 'up', gateway: 'up', livekit: 'up', database: 'up', disk: 'up', files: 'up' },
      },
    ])
  })

  it('names every part that is down', async () => {
    const config = { ...configForTests(), dataDir: '/proc/no-such-folder' }
    const context = contextForTests({
      config,
      fileStore: { ...openFolderStore(config), fault: async () => 'no-bucket' },
      homeserver: { isUp: async () => false },
      gateway: { isUp: () => Promise.reject(new Error('down')) },
    })
    const answer = await createApp(context).request('/api/health')
    expect([answer.status, await answer.json()]).toEqual([
      503,
      {
        status: 'down',
        parts: { homeserver: 'down', gateway: 'down', livekit: 'down', database: 'up', disk: 'down', files: 'down' },
      },
    ])
  })

  it('does not wait for a part that hangs', async () => {
    const context = contextForTests({ homeserver: { isUp: () => new Promise(() => {}) } })
    const started = performance.now()
    expect((await checkHealth(context)).parts.homeserver).toBe('down')
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})
