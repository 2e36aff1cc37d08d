import { createContext, createResource, type ParentProps, type Resource, useContext } from 'solid-js'
import type { MyRotaOutput } from '#shared/rota/api.ts'
import { askWhileSeen, unwrap, useClinicApi } from '../clinic-api/index.ts'

const lookAgainMs = 30_000

type MyRota = { mine: Resource<MyRotaOutput>; again(): Promise<unknown> }

const MyRotaContext = createContext<MyRota>()

/** What is planned for me, asked once for all who show it; again from time to time while somebody looks. */
export const MyRotaProvider = (props: ParentProps) => {
  const api = useClinicApi()
  const [mine, { refetch }] = createResource(() => unwrap(api.own.api.rota.me.$get()))
  const again = async () => refetch()
  askWhileSeen(() => void refetch(), lookAgainMs)
  return <MyRotaContext.Provider value={{ mine, again }}>{props.children}</MyRotaContext.Provider>
}

export const useMyRota = (): MyRota => {
  const rota = useContext(MyRotaContext)
  if (!rota) throw new Error('useMyRota must be used within MyRotaProvider')
  return rota
}
