import { lazy } from 'solid-js'

export { SearchProvider } from './search-context.tsx'
/** In chunks of their own: the index is filled from the start, and looked through now and then. */
export const SearchView = lazy(async () => ({ default: (await import('./SearchView.tsx')).SearchView }))
export const RoomSearch = lazy(async () => ({ default: (await import('./RoomSearch.tsx')).RoomSearch }))
