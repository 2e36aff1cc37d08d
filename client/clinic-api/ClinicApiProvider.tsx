import { createContext, type ParentProps, useContext } from 'solid-js'
import type { Session } from '../matrix/types.ts'
import { type ClinicApi, createClinicApi } from './clinic-api.ts'

const ClinicApiContext = createContext<ClinicApi>()

export const ClinicApiProvider = (
  props: ParentProps<{ session: Pick<Session, 'serverName' | 'userId' | 'ownOpenIdToken'> }>,
) => <ClinicApiContext.Provider value={createClinicApi(props.session)}>{props.children}</ClinicApiContext.Provider>

export const useClinicApi = (): ClinicApi => {
  const api = useContext(ClinicApiContext)
  if (!api) throw new Error('useClinicApi must be used within ClinicApiProvider')
  return api
}
