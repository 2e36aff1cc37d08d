import * as v from 'valibot'

/** How the person was in their last call from this browser; gone at sign-out. */
const storageKey = 'consilium.call-devices'

const id = v.optional(v.pipe(v.string(), v.maxLength(512)))
const keptDevices = v.object({
  camera: v.optional(v.boolean(), true),
  microphone: v.optional(v.boolean(), true),
  cameraId: id,
  microphoneId: id,
  speakerId: id,
  // As one is: what lies in the background, or sounds, may be what is asked about.
  blur: v.optional(v.boolean(), false),
  quiet: v.optional(v.boolean(), false),
})
export type KeptDevices = v.InferOutput<typeof keptDevices>

const standard: KeptDevices = { camera: true, microphone: true, blur: false, quiet: false }

/** A browser may keep its storage closed: then everything is as for the first time. */
export const keptDevicesOf = (storage: () => Pick<Storage, 'getItem'>): KeptDevices => {
  try {
    return v.parse(keptDevices, JSON.parse(storage().getItem(storageKey) ?? '{}'))
  } catch {
    return standard
  }
}

export const readKeptDevices = (): KeptDevices => keptDevicesOf(() => localStorage)

export const keepDevices = (change: Partial<KeptDevices>): void => {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...readKeptDevices(), ...change }))
  } catch {
    // Said above.
  }
}

/** A device that is not there now is no choice; the system's own comes first in the list. */
export const presentOr = <D extends { deviceId: string }>(devices: readonly D[], wanted: string | undefined): string =>
  (devices.find(({ deviceId }) => deviceId === wanted) ?? devices[0])?.deviceId ?? ''
