import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** Why there is no picture or no sound: what the person can do about it differs. */
export type DeviceFault = 'denied' | 'missing' | 'busy'

/** By the names of the specification of `getUserMedia`. */
export const deviceFaultOf = (thrown: unknown): DeviceFault => {
  switch (thrown instanceof Error ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    default:
      return 'busy'
  }
}

export type Camera = {
  stream: Accessor<MediaStream | null>
  fault: Accessor<DeviceFault | null>
  hasOther: Accessor<boolean>
  /** Null when it has no light. */
  torch: Accessor<boolean | null>
  turnAround(): void
  setTorch(isOn: boolean): Promise<void>
  retry(): void
}

/** Not in every version of the DOM's types; phones have it. */
type WithTorch = { torch?: boolean }

const release = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}

/** As much as the camera gives, up to what is sent. */
const wish = (facing: 'environment' | 'user'): MediaStreamConstraints => ({
  audio: false,
  video: { facingMode: { ideal: facing }, width: { ideal: 4096 }, height: { ideal: 3072 } },
})

/** The camera, while its owner lives: its light goes out with it. The one at the back first. */
export const createCamera = (): Camera => {
  const [facing, setFacing] = createSignal<'environment' | 'user'>('environment')
  const [tries, setTries] = createSignal(0)
  const [stream, setStream] = createSignal<MediaStream | null>(null)
  const [fault, setFault] = createSignal<DeviceFault | null>(null)
  const [hasOther, setHasOther] = createSignal(false)
  const [torch, setTorch] = createSignal<boolean | null>(null)

  const countCameras = async () => {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.filter(({ kind }) => kind === 'videoinput').length
  }
  const open = async (side: 'environment' | 'user', signal: AbortSignal) => {
    try {
      const given = await navigator.mediaDevices.getUserMedia(wish(side))
      if (signal.aborted) return release(given)
      signal.addEventListener('abort', () => release(given), { once: true })
      const abilities: MediaTrackCapabilities & WithTorch = given.getVideoTracks()[0]?.getCapabilities?.() ?? {}
      setTorch(abilities.torch ? false : null)
      setStream(given)
      setHasOther((await countCameras().catch(() => 1)) > 1)
    } catch (thrown) {
      if (!signal.aborted) setFault(deviceFaultOf(thrown))
    }
  }
  createEffect(
    on([facing, tries], ([side]) => {
      const ending = new AbortController()
      onCleanup(() => {
        ending.abort()
        setStream(null)
      })
      setFault(null)
      void open(side, ending.signal)
    }),
  )

  return {
    stream,
    fault,
    hasOther,
    torch,
    turnAround: () => setFacing((side) => (side === 'environment' ? 'user' : 'environment')),
    async setTorch(isOn) {
      const [track] = stream()?.getVideoTracks() ?? []
      const light: MediaTrackConstraintSet & WithTorch = { torch: isOn }
      await track?.applyConstraints({ advanced: [light] }).then(
        () => setTorch(isOn),
        () => setTorch(null),
      )
    },
    retry: () => setTries((before) => before + 1),
  }
}
