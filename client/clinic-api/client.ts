import { hc } from 'hono/client'
import type { Api } from '../../server/app.ts'

/** A clinic's service, typed by its own routes. */
export type ClinicClient = ReturnType<typeof hc<Api>>

/** `send` gets the path at the clinic; it knows the clinic's address. */
export const makeClient = (send: (path: string, init?: RequestInit) => Promise<Response>): ClinicClient =>
  hc<Api>('/', { fetch: (input: RequestInfo | URL, init?: RequestInit) => send(String(input), init) })
