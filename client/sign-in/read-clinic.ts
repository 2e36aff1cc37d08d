import type { ServerName } from '#shared/matrix/ids.ts'

/** What the page says of the clinic; its own service is taken at its word, as it served this page. */
export type Clinic = { name: string; serverName: ServerName }

const isClinic = (value: unknown): value is Clinic =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'serverName' in value &&
  typeof value.serverName === 'string'

/** Null when the service does not answer: signing in needs the homeserver only. */
export const readClinic = async (): Promise<Clinic | null> => {
  try {
    const response = await fetch('/api/clinic', { signal: AbortSignal.timeout(10_000) })
    const body: unknown = response.ok ? await response.json() : null
    return isClinic(body) ? body : null
  } catch {
    return null
  }
}
