import type { Accessor } from 'solid-js'
import { useClinicApi } from '../clinic-api/index.ts'
import { asksAdmin } from './asks-admin.ts'

/** How many clinics wait for an answer of an admin here; none for who is no admin. */
export const useClinicsAsking = (): Accessor<number> => {
  const api = useClinicApi()
  return () => (api.isClinicAdmin() ? api.partners().filter(asksAdmin).length : 0)
}
