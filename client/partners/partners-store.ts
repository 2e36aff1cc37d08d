import { type Accessor, createEffect, createSignal } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner, PartnersOutput } from '#shared/partners/api.ts'
import type { ConnectionReport } from '#shared/partners/connection.ts'
import type { PartnerLimits } from '#shared/partners/limits.ts'
import type { Target } from '#shared/partners/partnership.ts'
import { type ApiError, apiErrorOf, askWhileSeen, unwrap, useClinicApi } from '../clinic-api/index.ts'

const pollMs = 5_000

export type PartnersStore = {
  list: Accessor<PartnersOutput | null>
  error: Accessor<ApiError | null>
  refresh(): Promise<void>
  propose(server: ServerName, keyFingerprint: string): Promise<Partner>
  lookUp(server: ServerName): Promise<Partner>
  testConnection(server: ServerName): Promise<ConnectionReport>
  takeCard(server: ServerName, keyFingerprint: string): Promise<Partner>
  limit(server: ServerName, limits: PartnerLimits): Promise<Partner>
  move(server: ServerName, to: Target, keyFingerprint?: string): Promise<Partner>
}

/** Partnerships while somebody looks at them: asked again every few seconds, on return to the page, and after a move. */
export const createPartnersStore = (isNeeded: Accessor<boolean> = () => true): PartnersStore => {
  const api = useClinicApi()
  const [list, setList] = createSignal<PartnersOutput | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)

  const refresh = async () => {
    try {
      setList(await unwrap(api.own.api.partners.$get()))
      setError(null)
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    }
  }

  createEffect(() => {
    if (!isNeeded()) return
    void refresh()
    askWhileSeen(() => void refresh(), pollMs)
  })

  const thenRefresh = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked
    } finally {
      // What the rest of the application knows of it, too.
      await Promise.all([refresh(), api.refreshPartners().catch(() => undefined)])
    }
  }

  return {
    list,
    error,
    refresh,
    propose: (serverName, keyFingerprint) =>
      thenRefresh(unwrap(api.own.api.partners.$post({ json: { serverName, keyFingerprint } }))),
    lookUp: (serverName) =>
      thenRefresh(unwrap(api.own.api.partners[':serverName']['look-up'].$post({ param: { serverName } }))),
    testConnection: (serverName) =>
      thenRefresh(unwrap(api.own.api.partners[':serverName']['connection-tests'].$post({ param: { serverName } }))),
    takeCard: (serverName, keyFingerprint) =>
      thenRefresh(
        unwrap(api.own.api.partners[':serverName'].card.$put({ param: { serverName }, json: { keyFingerprint } })),
      ),
    limit: (serverName, limits) =>
      thenRefresh(unwrap(api.own.api.partners[':serverName'].limits.$put({ param: { serverName }, json: limits }))),
    move: (serverName, to, keyFingerprint) =>
      thenRefresh(
        unwrap(
          api.own.api.partners[':serverName'].transitions.$post({
            param: { serverName },
            json: keyFingerprint === undefined ? { to } : { to, keyFingerprint },
          }),
        ),
      ),
  }
}
