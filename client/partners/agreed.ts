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

/**
 * Whether something can be begun with a clinic now, as far as is known: the own one is no partner, and of one that is
 * not heard of the services decide.
 */
export const useMayBegin = (service: PartnerService): ((server: ServerName) => boolean) => {
  const api = useClinicApi()
  return (server) => api.partners().every((partner) => partner.serverName !== server || isAgreed(partner, service))
}

/** Of these clinics, those with which something is not agreed, or not now. Call under a Solid owner. */
export const useNotAgreed = (
  service: PartnerService,
  servers: Accessor<readonly ServerName[]>,
): Accessor<ServerName[]> => {
  const mayBegin = useMayBegin(service)
  return createMemo(() => servers().filter((server) => !mayBegin(server)))
}
