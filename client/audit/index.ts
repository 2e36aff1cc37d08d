import { lazy } from 'solid-js'

export { useAccessText } from './access-text.ts'
/** In a chunk of its own: few ask, and not at once. */
export const ConsultAccesses = lazy(async () => ({ default: (await import('./ConsultAccesses.tsx')).ConsultAccesses }))
