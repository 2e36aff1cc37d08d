import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { RoomId } from '#shared/matrix/ids.ts'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { sfuGet } from '../services/call-api.ts'
import type { Somebody } from '../services/somebody.ts'

type LivekitGlobal = { LivekitClient: typeof import('livekit-client'); room: import('livekit-client').Room }

/** A page with livekit-client as it comes, and nothing of ours. */
export type BarePage = {
  publish(by: Somebody, room: RoomId): Promise<void>
  /** Until pictures of so many others are shown. */
  seeing(others: number): Promise<void>
  /** From connecting, with a token at hand, to a picture on the screen. */
  timeToFirstFrame(by: Somebody, room: RoomId): Promise<number>
}

const script = join(projectFolder, 'node_modules/livekit-client/dist/livekit-client.umd.js')

export const openBarePage = async (page: Page, at: TestClinic): Promise<BarePage> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.setBypassCSP', { enabled: true })
  await page.goto(`${at.url}/api/clinic`)
  await page.addScriptTag({ path: script })
  return {
    async publish(by, room) {
      const token = await sfuGet(at, by, room)
      await page.evaluate(async ({ url, jwt }) => {
        const livekit = globalThis as unknown as LivekitGlobal
        const { Room, RoomEvent } = livekit.LivekitClient
        livekit.room = new Room()
        livekit.room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()))
        await livekit.room.connect(url, jwt)
        await livekit.room.localParticipant.enableCameraAndMicrophone()
      }, token)
    },
    seeing: (others) =>
      page.evaluate(
        (wanted) =>
          new Promise<void>((resolve) => {
            const look = () =>
              [...document.querySelectorAll('video')].filter(({ videoWidth }) => videoWidth > 0).length >= wanted
                ? resolve()
                : void requestAnimationFrame(look)
            look()
          }),
        others,
      ),
    async timeToFirstFrame(by, room) {
      const token = await sfuGet(at, by, room)
      return page.evaluate(async ({ url, jwt }) => {
        const { Room, RoomEvent, Track } = (globalThis as unknown as LivekitGlobal).LivekitClient
        const bare = new Room()
        const seen = new Promise<number>((resolve) => {
          bare.on(RoomEvent.TrackSubscribed, (track) => {
            if (track.kind !== Track.Kind.Video) return
            const video = track.attach() as HTMLVideoElement
            document.body.append(video)
            video.requestVideoFrameCallback((now) => resolve(now))
          })
        })
        const startedAt = performance.now()
        await bare.connect(url, jwt)
        const took = (await seen) - startedAt
        await bare.disconnect()
        document.body.replaceChildren()
        return took
      }, token)
    },
  }
}
