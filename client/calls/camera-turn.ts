import { type Accessor, createEffect, on } from 'solid-js'
import { isAsInMirror, otherCamera } from './camera-sides.ts'
import type { Call } from './join-call.ts'
import { keepDevices } from './kept-devices.ts'
import { createDeviceChoices } from './local-media.ts'

export type CameraTurn = {
  /** The camera that looks the other way; null while the own one is off, or there is no other. */
  other: Accessor<string | null>
  /** Shows what is before one, and not oneself. */
  isTurned: Accessor<boolean>
  turn(): void
}

/** One press away: on a phone, from who speaks to what is to be seen. Call under a Solid owner. */
export const createCameraTurn = ({ ownCamera, useDevice }: Pick<Call, 'ownCamera' | 'useDevice'>): CameraTurn => {
  const { choices, refresh } = createDeviceChoices()
  // Which there are is said once one is in use.
  createEffect(on(ownCamera, () => void refresh()))
  const other = () => {
    const own = ownCamera()
    return own && otherCamera(choices().cameras, own.deviceId)
  }
  return {
    other,
    isTurned: () => !isAsInMirror(ownCamera() ?? {}),
    turn() {
      const cameraId = other()
      if (!cameraId) return
      // One that another program has is not asked for in the next call.
      void useDevice('videoinput', cameraId).then((isUsed) => isUsed && keepDevices({ cameraId }))
    },
  }
}
