import type { PartnerService } from '#shared/partners/limits.ts'

/**
 * What people and services of a partner use with a route; one of them must be agreed. A consult that runs is brought to
 * its end and a call for help is answered, whatever has been agreed since: only what begins is asked about.
 */
const services: readonly (readonly [string, readonly PartnerService[]])[] = [
  ['/api/directory/on-call', ['consults']],
  ['/api/directory/services', ['directory', 'consults']],
  ['/api/directory', ['directory']],
  ['/api/fhir', ['directory']],
  ['/api/templates', ['consults']],
  ['/api/calls', ['teleconsult']],
  ['/api/guests', ['teleconsult']],
  ['/api/case-files', ['case-files']],
  ['/api/duty/conversations/for-partner', ['messaging']],
]

/** Null: no question of limits. */
export const servicesOfPath = (path: string): readonly PartnerService[] | null =>
  services.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1] ?? null
