import { type Accessor, createContext, useContext } from 'solid-js'

/**
 * Where what opens beside its button is put: in a dialog that covers the page, into that. All else is hidden from
 * readers of the screen meanwhile, and what is put there later, too.
 */
export const PortalPlaceContext = createContext<Accessor<HTMLElement | undefined>>(() => undefined)
export const usePortalPlace = (): Accessor<HTMLElement | undefined> => useContext(PortalPlaceContext)
