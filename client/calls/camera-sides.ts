type Side = 'front' | 'back'
type CameraDevice = Pick<MediaDeviceInfo, 'deviceId' | 'label'>

/** By what phones call their cameras ("camera2 0, facing back", "Rückkamera"): the list says nothing else of the side. */
const sideOf = ({ label }: CameraDevice): Side | null => {
  if (/back|rear|rück|environment/i.test(label)) return 'back'
  return /front|vorder|user/i.test(label) ? 'front' : null
}

/** The one that looks the other way; of cameras that do not say it, the next. Null: there is no other. */
export const otherCamera = (cameras: readonly CameraDevice[], current: string | undefined): string | null => {
  if (cameras.length < 2) return null
  const at = Math.max(
    0,
    cameras.findIndex(({ deviceId }) => deviceId === current),
  )
  const [here, ...others] = [...cameras.slice(at), ...cameras.slice(0, at)]
  const side = here && sideOf(here)
  const opposite = others.find((other) => side !== null && sideOf(other) !== null && sideOf(other) !== side)
  return (opposite ?? others[0])?.deviceId ?? null
}

/** As in a mirror one expects oneself, and not what lies before one: there is writing on it. */
export const isAsInMirror = ({ facingMode }: Pick<MediaTrackSettings, 'facingMode'>): boolean =>
  facingMode !== 'environment'
