import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import type { ServiceConfig } from '../config.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'

const defaultTimeoutMs = 15_000
const retryDelaysMs = [150, 600]
/** Longer than this nobody waits for us; the caller is told instead. */
const maxWaitMs = 10_000

const matrixError = v.object({
  errcode: v.optional(v.string(), 'M_UNKNOWN'),
  retry_after_ms: v.optional(v.number()),
})

export type MatrixCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string>
  body?: unknown
  /** May be sent again when we do not know whether it arrived. */
  isIdempotent?: boolean
  timeoutMs?: number
}
export type MatrixClient = <T>(call: MatrixCall) => Promise<T>

const retryAfterOf = (answer: Response, stated: number | undefined): number => {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return stated ?? (Number.isFinite(seconds) ? seconds * 1000 : 1_000)
}

/** One request to our own Synapse as the service account; null when it did not answer, or could not. */
const once = async (settings: ServiceConfig['homeserver'], call: MatrixCall): Promise<unknown> => {
  const url = new URL(call.path, settings.url)
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
  let answer: Response
  let body: unknown
  try {
    answer = await fetch(url, {
      method: call.method,
      headers: {
        authorization: `Bearer ${settings.asToken}`,
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      redirect: 'error',
      signal: AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs),
    })
    body = await answer.json().catch(() => null)
  } catch (error) {
    throw new HomeserverUnreachable('Synapse does not answer', { cause: error })
  }
  if (answer.ok) return body
  if (answer.status >= 500) throw new HomeserverUnreachable(`Synapse answered ${answer.status}`)
  const stated = v.safeParse(matrixError, body)
  const errcode = stated.success ? stated.output.errcode : 'M_UNKNOWN'
  const waitMs =
    answer.status === 429 ? retryAfterOf(answer, stated.success ? stated.output.retry_after_ms : undefined) : null
  throw new MatrixRefusal(answer.status, errcode, waitMs)
}

/**
 * Speaks to our own Synapse. A call that had no answer is repeated only if that does no harm; one that was limited
 * had no effect and is repeated when Synapse says so.
 */
export const createMatrixClient =
  (settings: ServiceConfig['homeserver'], wait: (ms: number) => Promise<unknown> = sleep): MatrixClient =>
  async <T>(call: MatrixCall): Promise<T> => {
    const mayRepeat = call.isIdempotent ?? call.method === 'GET'
    let waitedMs = 0
    for (let attempt = 0; ; attempt++) {
      try {
        return (await once(settings, call)) as T
      } catch (error) {
        const delay =
          error instanceof MatrixRefusal && error.retryAfterMs !== null
            ? error.retryAfterMs
            : error instanceof HomeserverUnreachable && mayRepeat
              ? retryDelaysMs[attempt]
              : undefined
        if (delay === undefined || waitedMs + delay > maxWaitMs) throw error
        waitedMs += delay
        await wait(delay)
      }
    }
  }
