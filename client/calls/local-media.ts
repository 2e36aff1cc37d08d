import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

export type DeviceChoices = {
  cameras: MediaDeviceInfo[]
  microphones: MediaDeviceInfo[]
  speakers: MediaDeviceInfo[]
  /** There are some, and the browser does not say which: it has not been allowed to use any. */
  unnamed: ReadonlySet<MediaDeviceKind>
}
const none: DeviceChoices = { cameras: [], microphones: [], speakers: [], unnamed: new Set() }

/** Names of devices are known only once a device of that kind has been used. */
export const createDeviceChoices = (): { choices: Accessor<DeviceChoices>; refresh(): Promise<void> } => {
  const [choices, setChoices] = createSignal(none)
  const refresh = async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    const ofKind = (kind: MediaDeviceKind) => devices.filter((device) => device.kind === kind && device.deviceId !== '')
    setChoices({
      cameras: ofKind('videoinput'),
      microphones: ofKind('audioinput'),
      speakers: ofKind('audiooutput'),
      unnamed: new Set(devices.filter(({ deviceId }) => deviceId === '').map(({ kind }) => kind)),
    })
  }
  const onChange = () => void refresh()
  navigator.mediaDevices?.addEventListener('devicechange', onChange)
  onCleanup(() => navigator.mediaDevices?.removeEventListener('devicechange', onChange))
  onChange()
  return { choices, refresh }
}

export type Preview = {
  stream: Accessor<MediaStream | null>
  fault: Accessor<string | null>
  /** Asks for the device once more: it may have been connected, or allowed, meanwhile. */
  tryAgain(): void
}

const release = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}

/** A device in use while it is wanted. `fault` is the browser's name for what went wrong. */
export const createPreview = (
  isWanted: Accessor<boolean>,
  constraints: Accessor<MediaStreamConstraints>,
  onUsed: () => void,
): Preview => {
  const [stream, setStream] = createSignal<MediaStream | null>(null)
  const [fault, setFault] = createSignal<string | null>(null)
  const [attempt, setAttempt] = createSignal(0)
  createEffect(
    on([isWanted, constraints, attempt], ([wanted, wish]) => {
      setFault(null)
      if (!wanted) return
      let isOver = false
      let used: MediaStream | null = null
      navigator.mediaDevices
        .getUserMedia(wish)
        .then((given) => {
          if (isOver) return release(given)
          used = given
          setStream(given)
          // Unplugged: another one, or why not.
          for (const track of given.getTracks())
            track.addEventListener('ended', () => setAttempt((before) => before + 1))
          onUsed()
        })
        .catch((error: unknown) => {
          if (!isOver) setFault(error instanceof Error ? error.name : 'Error')
        })
      onCleanup(() => {
        isOver = true
        if (used) release(used)
        setStream(null)
      })
    }),
  )
  return { stream, fault, tryAgain: () => setAttempt((before) => before + 1) }
}
