import { useClinicApi } from '../clinic-api/index.ts'
import { featureOf } from './paths.ts'
import type { Shortcut } from './shortcuts.ts'

/** Whether a part of the application is there for this person now: administration for admins, and what is switched on. */
export const useIsThere = () => {
  const api = useClinicApi()
  return (part: Shortcut): boolean => {
    if (part === 'admin') return api.hasAdministration() ?? false
    const feature = part === 'help' || part === 'settings' || part === 'duty' ? undefined : featureOf[part]
    return feature === undefined || api.has(feature)
  }
}
