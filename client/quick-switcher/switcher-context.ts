import { createContext, useContext } from 'solid-js'

/** Opens the quick switcher. */
export const SwitcherContext = createContext<() => void>()

export const useSwitcher = (): (() => void) => {
  const open = useContext(SwitcherContext)
  if (!open) throw new Error('useSwitcher must be called below SwitcherContext.Provider')
  return open
}
