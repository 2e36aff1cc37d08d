import { lazy } from 'solid-js'

export { SwitcherContext, useSwitcher } from './switcher-context.ts'
/** In a chunk of its own: most people press a link most of the time. */
export const QuickSwitcher = lazy(async () => ({ default: (await import('./QuickSwitcher.tsx')).QuickSwitcher }))
