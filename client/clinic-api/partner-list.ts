import { type Accessor, createSignal } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { ApiError } from './api-error.ts'
import { askWhileSeen } from './ask-while-seen.ts'
import { keepPartners, readKeptPartners } from './kept-partners.ts'

const pollMs = 10_000

export type PartnerList = {
  partners: Accessor<Partner[]>
  refresh(): Promise<void>
  /** Waits for the first answer; asks once more when the partner is not open as we know it. */
  addressOf(server: ServerName): Promise<string>
}

/** The address of a partner, or why it has none for us. */
const addressIn = (partners: readonly Partner[], server: ServerName): string | ApiError => {
  const partner = partners.find(({ serverName }) => serverName.toLowerCase() === server.toLowerCase())
  if (partner?.status === 'suspended') return new ApiError('partner-suspended')
  if (partner?.status !== 'active') return new ApiError('partner-unknown')
  return partner.url ?? new ApiError('partner-unreachable')
}

/** With whom the own clinic exchanges messages: asked for again while somebody looks, and when something fails. */
export const createPartnerList = (read: () => Promise<Partner[]>): PartnerList => {
  // Most answers say the same again.
  const [partners, setPartners] = createSignal<Partner[]>(readKeptPartners() ?? [], {
    equals: (before, after) => JSON.stringify(before) === JSON.stringify(after),
  })
  let asking: Promise<void> | null = null

  const refresh = (): Promise<void> => {
    asking ??= read()
      .then((list) => {
        setPartners(list)
        keepPartners(list)
      })
      .finally(() => {
        asking = null
      })
    return asking
  }
  /** What is known stays when nobody answers. */
  const refreshQuietly = () => void refresh().catch(() => undefined)

  refreshQuietly()
  askWhileSeen(refreshQuietly, pollMs)

  return {
    partners,
    refresh,
    addressOf: async (server) => {
      const known = addressIn(partners(), server)
      if (typeof known === 'string') return known
      await refresh()
      const asked = addressIn(partners(), server)
      if (typeof asked === 'string') return asked
      throw asked
    },
  }
}
