import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { proveDevice } from '../matrix/guest-keys.ts'
import { useSession } from '../matrix/session-context.tsx'

const knockAgainMs = 3_000

/**
 * As a guest, from here until the owner ends: asks the service to be let in, and says to whom the link came from, and to
 * nobody else, what one is called. The room is not known to the guest before they are in it.
 */
export const useKnocking = (
  guest: () => { name: string; proofKey: string } | null,
): { isHostThere: Accessor<boolean> } => {
  const session = useSession()
  const { guests } = useClinicApi().own.api
  const [isHostThere, setHostThere] = createSignal(false)
  let devices: { userId: typeof session.userId; deviceId: typeof session.deviceId }[] = []
  let stopSaying: (() => void) | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let hasEnded = false

  const knock = async () => {
    const { signingKey, identityKey } = await session.devices.ownKeys()
    const device = { device_id: session.deviceId, signing_key: signingKey, identity_key: identityKey }
    const kept = guest()
    const proof = kept && (await proveDevice(kept.proofKey, session.userId, device))
    const json = { ...device, proof }
    const { room, isHostThere: isThere, inviter } = await unwrap(guests.knock.$post({ json }))
    if (hasEnded) return
    setHostThere(isThere)
    devices = inviter.devices.map((deviceId) => ({ userId: inviter.userId, deviceId }))
    if (stopSaying || devices.length === 0) return
    const call = session.rtc(room)
    if (kept) call.setOwnName(kept.name)
    stopSaying = call.give('waiting', () => devices)
  }
  const knockOn = async () => {
    // Without an answer, one waits: the next knock may be heard.
    await knock().catch(() => {})
    if (!hasEnded) again = setTimeout(knockOn, knockAgainMs)
  }
  onMount(() => void knockOn())
  onCleanup(() => {
    hasEnded = true
    clearTimeout(again)
    stopSaying?.()
  })
  return { isHostThere }
}
