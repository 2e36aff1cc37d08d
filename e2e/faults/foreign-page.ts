import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { LivekitToken } from '#shared/calls/api.ts'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/** A participant's key, in base64. */
export type MediaKey = { identity: string; index: number; key: string }

/** What came in of other participants, and how many pictures became of it. */
export type Taken = { bytes: number; frames: number }
export type ForeignPage = { taken(): Promise<Taken> } & AsyncDisposable

type LivekitGlobal = { LivekitClient: typeof import('livekit-client'); foreign: import('livekit-client').Room }

const livekitFolder = join(projectFolder, 'node_modules/livekit-client/dist')
const worker = () => readFileSync(join(livekitFolder, 'livekit-client.e2ee.worker.js'), 'utf8')

/** A page that is not ours, with LiveKit's own client. */
const openLivekitPage = async (browser: Browser, { url }: TestClinic): Promise<Page> => {
  const context = await browser.newContext({ bypassCSP: true, permissions: ['camera', 'microphone'] })
  const page = await context.newPage()
  await page.goto(url)
  await page.addScriptTag({ path: join(livekitFolder, 'livekit-client.umd.js') })
  return page
}

type Parts = {
  token: LivekitToken
  /** Those that it encrypts and decrypts with, and no other. */
  keys: readonly MediaKey[]
}

/** Sits in a clinic's LiveKit, subscribed to everything that it is given. */
export const openForeignPage = async (
  browser: Browser,
  at: TestClinic,
  { token, keys }: Parts,
): Promise<ForeignPage> => {
  const page = await openLivekitPage(browser, at)
  await page.evaluate(
    async ([{ url, jwt }, given, source]) => {
      const livekit = globalThis as unknown as LivekitGlobal
      const { Room, RoomEvent, BaseKeyProvider } = livekit.LivekitClient
      class Keys extends BaseKeyProvider {
        async take(key: string, identity: string, index: number) {
          const bytes = Uint8Array.from(atob(key), (char) => char.charCodeAt(0))
          const material = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits', 'deriveKey'])
          this.onSetEncryptionKey(material, identity, index)
        }
      }
      const keyProvider = new Keys({ keyringSize: 256, ratchetWindowSize: 10 })
      const e2eeWorker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))
      const room = new Room({ encryption: { keyProvider, worker: e2eeWorker } })
      livekit.foreign = room
      room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()))
      await room.setE2EEEnabled(true)
      await room.connect(url, jwt)
      for (const { key, identity, index } of given) await keyProvider.take(key, identity, index)
    },
    [token, keys, worker()] as const,
  )
  return {
    taken: () =>
      page.evaluate(async () => {
        const sum = { bytes: 0, frames: 0 }
        for (const participant of (globalThis as unknown as LivekitGlobal).foreign.remoteParticipants.values())
          for (const { track } of participant.trackPublications.values())
            for (const stat of (await track?.getRTCStatsReport())?.values() ?? []) {
              if (stat.type !== 'inbound-rtp') continue
              sum.bytes += stat.bytesReceived ?? 0
              sum.frames += stat.framesDecoded ?? 0
            }
        return sum
      }),
    [Symbol.asyncDispose]: () => page.context().close(),
  }
}

/** Publishes a camera without encryption. */
export const publishUnencrypted = async (
  browser: Browser,
  at: TestClinic,
  token: LivekitToken,
): Promise<BrowserContext> => {
  const page = await openLivekitPage(browser, at)
  await page.evaluate(async ({ url, jwt }) => {
    const { Room } = (globalThis as unknown as LivekitGlobal).LivekitClient
    const room = new Room()
    await room.connect(url, jwt)
    await room.localParticipant.setCameraEnabled(true)
  }, token)
  return page.context()
}
