import { createContext } from 'solid-js'

/** Makes a recovery key in place of one that was lost, and shows it once. */
export const NewRecoveryKeyContext = createContext<() => void>(() => undefined)
