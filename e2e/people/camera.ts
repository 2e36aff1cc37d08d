import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** From now on the camera of this device sees a picture, as if it were held in front of it. */
export const pointCameraAt = ({ page }: Pick<Person, 'page'>, png: Buffer): Promise<void> =>
  page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const context = canvas.getContext('2d')
    const height = 400
    const width = (image.width / image.height) * height
    const draw = () => {
      context?.fillRect(0, 0, 640, 480)
      context?.drawImage(image, (640 - width) / 2, 40, width, height)
    }
    setInterval(draw, 100)
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10)
  }, png.toString('base64'))

export type CameraSide = 'front' | 'back'

declare global {
  /** Of a phone that is made up: what is there, and what another program has. */
  var phoneCameras: { plug(sides: CameraSide[]): void; keepBusy(sides: CameraSide[]): void } | undefined
}

/**
 * From now on this device has two cameras, as a phone: one looks at who holds it and sees green, the other one away from
 * them and sees blue. Those that a browser makes up look nowhere, show the same, and cannot be unplugged.
 */
export const haveTwoCameras = ({ page }: Pick<Person, 'page'>): Promise<void> =>
  page.evaluate(() => {
    const devices = navigator.mediaDevices
    const [list, ask] = [devices.enumerateDevices.bind(devices), devices.getUserMedia.bind(devices)]
    const cameras = {
      front: { label: 'camera2 1, facing front', facingMode: 'user', colour: 'rgb(0 160 0)' },
      back: { label: 'camera2 0, facing back', facingMode: 'environment', colour: 'rgb(0 0 200)' },
    }
    let [there, busy]: CameraSide[][] = [['front', 'back'], []]
    const used: { side: CameraSide; track: MediaStreamTrack }[] = []
    devices.enumerateDevices = async () => [
      ...(await list()).filter(({ kind }) => kind !== 'videoinput'),
      ...(there ?? []).map((deviceId) => {
        const device = { deviceId, groupId: deviceId, kind: 'videoinput' as const, label: cameras[deviceId].label }
        return { ...device, toJSON: () => device }
      }),
    ]
    const open = (side: CameraSide) => {
      const { colour, facingMode } = cameras[side]
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
      const drawing = canvas.getContext('2d')
      const timer = setInterval(() => {
        if (drawing) drawing.fillStyle = colour
        drawing?.fillRect(0, 0, 640, 360)
        drawing?.clearRect(Math.random() * 600, 0, 20, 20)
      }, 100)
      const stream = canvas.captureStream(10)
      for (const track of stream.getVideoTracks()) {
        const settings = track.getSettings.bind(track)
        track.getSettings = () => ({ ...settings(), deviceId: side, facingMode })
        track.addEventListener('ended', () => clearInterval(timer))
        used.push({ side, track })
      }
      return stream
    }
    devices.getUserMedia = async (wish = {}) => {
      if (!wish.video) return ask(wish)
      const { deviceId } = wish.video === true ? {} : wish.video
      const exact = typeof deviceId === 'object' && 'exact' in deviceId ? String(deviceId.exact) : null
      const ideal = typeof deviceId === 'object' && 'ideal' in deviceId ? String(deviceId.ideal) : String(deviceId)
      if (!there?.length) throw new DOMException('no camera', 'NotFoundError')
      const side = there.find((one) => one === (exact ?? ideal)) ?? (exact === null ? there[0] : undefined)
      if (!side) throw new DOMException('not this camera', 'OverconstrainedError')
      if (busy?.includes(side)) throw new DOMException('another program has it', 'NotReadableError')
      return open(side)
    }
    globalThis.phoneCameras = {
      plug(sides) {
        there = sides
        for (const { side, track } of used) {
          if (sides.includes(side) || track.readyState === 'ended') continue
          track.stop()
          track.dispatchEvent(new Event('ended'))
        }
        devices.dispatchEvent(new Event('devicechange'))
      },
      keepBusy(sides) {
        busy = sides
      },
    }
  })

/** Leaves only these. */
export const plugCameras = ({ page }: Pick<Person, 'page'>, sides: CameraSide[]): Promise<void> =>
  page.evaluate((there) => globalThis.phoneCameras?.plug(there), sides)

/** Another program uses these. */
export const keepCamerasBusy = ({ page }: Pick<Person, 'page'>, sides: CameraSide[]): Promise<void> =>
  page.evaluate((busy) => globalThis.phoneCameras?.keepBusy(busy), sides)

/** By what a video shows in its middle; null: by none of the two. */
export const cameraSeenIn = (video: Locator): Promise<CameraSide | null> =>
  video.evaluate((element) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    const shown = element as HTMLVideoElement
    if (!context || shown.hidden || shown.videoWidth === 0) return null
    context.drawImage(shown, shown.videoWidth / 2, shown.videoHeight / 2, 1, 1, 0, 0, 1, 1)
    const [, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
    if (Math.max(green, blue) < 100) return null
    return green > blue ? 'front' : 'back'
  })
