import { type Accessor, createMemo } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import type { PartnerService } from '#shared/partners/limits.ts'
import { useClinicApi } from '../clinic-api/index.ts'

/** Whether both clinics let each other do it now. */
export const isAgreed = (
  { status, services }: Pick<Partner, 'status' | 'services'>,
  service: PartnerService,
): boolean => status === 'active' && services.includes(service)

/** Of these clinics, the known ones with which something is not agreed, or not now. Call under a Solid owner. */
export const useNotAgreed = (
  service: PartnerService,
  servers: Accessor<readonly ServerName[]>,
): Accessor<ServerName[]> => {
  const api = useClinicApi()
  return createMemo(() =>
    api
      .partners()
      .filter((partner) => servers().includes(partner.serverName) && !isAgreed(partner, service))
      .map(({ serverName }) => serverName),
  )
}
