import { createContext, type ParentProps, useContext } from 'solid-js'
import type { Session } from './types.ts'

const SessionContext = createContext<Session>()

export const SessionProvider = (props: ParentProps<{ session: Session }>) => (
  <SessionContext.Provider value={props.session}>{props.children}</SessionContext.Provider>
)

export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession must be called below SessionProvider')
  return session
}
