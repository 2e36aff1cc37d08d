import type { Feature } from '#shared/features/feature.ts'

/**
 * Which part of the application a route belongs to. Held for every route by the guards (`server/auth/allow.ts`), so that
 * none is forgotten. What comes first counts.
 */
const byPath: readonly (readonly [path: string, Feature | null])[] = [
  // Administration goes on, whatever is off.
  ['/api/consults/figures', null],
  ['/api/case-files/store', null],
  ['/api/case-files/usage', null],
  // What hospital systems ask first says nothing of anybody.
  ['/api/fhir/metadata', null],
  // LiveKit says who has gone.
  ['/api/calls/livekit-events', null],
  ['/api/consults', 'consults'],
  ['/api/record', 'consults'],
  ['/api/urgent', 'messaging'],
  ['/api/duty/conversations', 'messaging'],
  ['/api/calls', 'teleconsult'],
  ['/api/guests', 'teleconsult'],
  ['/api/case-files', 'case-files'],
  ['/api/directory/search', 'directory'],
  ['/api/directory/local-search', 'directory'],
  ['/api/fhir', 'directory'],
]

const isBelow = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`)

export const featureOfPath = (path: string): Feature | null =>
  byPath.find(([prefix]) => isBelow(path, prefix))?.[1] ?? null
