import { type Accessor, createRoot, createSignal } from 'solid-js'
import {
  availableAlways,
  type NotAvailable,
  notAvailableAt,
  type OwnAvailability,
} from '#shared/directory/availability.ts'
import { type ClinicApi, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { createNow } from './clock.ts'

const askAgainMs = 60_000

export type OwnAvailabilityStore = {
  /** Null until the clinic has answered. */
  own: Accessor<OwnAvailability | null>
  current: Accessor<NotAvailable | null>
  /** Until when my devices are silent but for what is urgent; Unix time in ms. */
  silentUntil: Accessor<number | null>
  /** Ends silence and a running absence; one that is to come stays. Throws what the clinic answers, as all of these. */
  beAvailable(): Promise<void>
  beSilentUntil(end: number): Promise<void>
  /** Null ends the absence that runs or is planned. */
  beAbsent(absence: OwnAvailability['absence']): Promise<void>
}

const open = (api: Pick<ClinicApi, 'own'>): OwnAvailabilityStore => {
  const [own, setOwn] = createSignal<OwnAvailability | null>(null)
  const now = createNow()
  const me = api.own.api.directory.me
  // Said on another device, it is so here too; without an answer, what is known ends by itself.
  const read = async (): Promise<OwnAvailability> => setOwn((await unwrap(me.$get())).availability)
  const refresh = () => void read().catch(() => {})
  refresh()
  setInterval(() => {
    if (document.visibilityState === 'visible') refresh()
  }, askAgainMs)

  const set = async (next: OwnAvailability) => {
    setOwn((await unwrap(me.availability.$put({ json: next }))).availability)
  }
  const currentOf = (at: number) => notAvailableAt(own() ?? availableAlways, at)
  return {
    own,
    current: () => currentOf(now()),
    silentUntil: () => currentOf(now())?.during.end ?? null,
    async beAvailable() {
      const { absence } = own() ?? (await read())
      await set({ doNotDisturb: null, absence: absence && absence.during.start > Date.now() ? absence : null })
    },
    async beSilentUntil(end) {
      await set({ ...(own() ?? (await read())), doNotDisturb: { end } })
    },
    async beAbsent(absence) {
      await set({ ...(own() ?? (await read())), absence })
    },
  }
}

const stores = new WeakMap<object, OwnAvailabilityStore>()

/** One for the whole session: rail, settings and sounds see the same. */
export const ownAvailabilityOf = (api: Pick<ClinicApi, 'own'>): OwnAvailabilityStore => {
  const known = stores.get(api)
  if (known) return known
  const made = createRoot(() => open(api))
  stores.set(api, made)
  return made
}

export const useOwnAvailability = (): OwnAvailabilityStore => ownAvailabilityOf(useClinicApi())
