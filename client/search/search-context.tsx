import { createContext, type ParentProps, useContext } from 'solid-js'
import { useSession } from '../matrix/session-context.tsx'
import { createSearch, type Search } from './search-store.ts'

const SearchContext = createContext<Search>()

/** The index of the session that runs; `isInCall`: others need the line and the processor more. */
export const SearchProvider = (props: ParentProps<{ isInCall: boolean }>) => (
  <SearchContext.Provider value={createSearch(useSession(), () => props.isInCall)}>
    {props.children}
  </SearchContext.Provider>
)

export const useSearch = (): Search => {
  const search = useContext(SearchContext)
  if (!search) throw new Error('useSearch must be called below SearchProvider')
  return search
}
