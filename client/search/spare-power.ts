import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Why a device should not do now what can wait; null: it may. */
export type Thrift = 'battery' | 'metered'

/** Not every browser tells; those types are not among the standard ones. */
type Battery = EventTarget & { charging: boolean }
type Connection = EventTarget & { saveData?: boolean; type?: string }
type Telling = { getBattery?(): Promise<Battery>; connection?: Connection }

const events = ['chargingchange', 'change'] as const

/** Follows the device until its owner ends. */
export const createThrift = (device: Telling = navigator as Telling): Accessor<Thrift | null> => {
  const [thrift, setThrift] = createSignal<Thrift | null>(null)
  const { connection } = device
  let battery: Battery | null = null
  let isGone = false

  const look = () => {
    if (battery && !battery.charging) setThrift('battery')
    else setThrift(connection?.saveData || connection?.type === 'cellular' ? 'metered' : null)
  }
  const watch = (source: EventTarget) => {
    for (const name of events) source.addEventListener(name, look)
    onCleanup(() => {
      for (const name of events) source.removeEventListener(name, look)
    })
  }
  if (connection) watch(connection)
  device.getBattery?.().then(
    (found) => {
      if (isGone) return
      battery = found
      for (const name of events) found.addEventListener(name, look)
      look()
    },
    () => {},
  )
  onCleanup(() => {
    isGone = true
    for (const name of events) battery?.removeEventListener(name, look)
  })
  look()
  return thrift
}
