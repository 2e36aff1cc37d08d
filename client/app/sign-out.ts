import { createContext, useContext } from 'solid-js'

/** Ends the session and loads the page anew. */
export type SignOut = () => Promise<void>

export const SignOutContext = createContext<SignOut>()

export const useSignOut = (): SignOut => {
  const signOut = useContext(SignOutContext)
  if (!signOut) throw new Error('useSignOut must be used within SignedIn')
  return signOut
}
