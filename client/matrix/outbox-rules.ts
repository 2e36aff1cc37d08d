import { ConnectionError, HTTPError, TokenRefreshError } from 'matrix-js-sdk'
import type { ErrorCode } from '#shared/errors.ts'
import { codeOf, retryAfterMsOf } from './matrix-error.ts'
import type { SendFault } from './types.ts'

/** Why an event was not given to the homeserver. */
export class NotSendable extends Error {
  override name = 'NotSendable'
  readonly code: SendFault
  constructor(code: SendFault) {
    super(code)
    this.code = code
  }
}

/** Encrypted now, it would never be readable for anybody else. */
export class NobodyReachable extends Error {
  override name = 'NobodyReachable'
}

/**
 * What to do after an attempt that did not succeed.
 * `fail`: stays until the person decides · `retry`: by itself, and at once when the network is back ·
 * `wait`: not before the time that the homeserver told.
 */
export type AfterFailure =
  | { kind: 'fail'; code: ErrorCode | SendFault }
  | { kind: 'retry'; afterMs: number; code?: 'partner-unreachable' }
  | { kind: 'wait'; afterMs: number }

const firstPauseMs = 500
const longestPauseMs = 15_000
/** When the homeserver says "later" without saying when. */
const untoldWaitMs = 5_000

/** Half of the pause is chance, so that a clinic's devices do not all come back in the same moment. */
export const pauseMs = (attempt: number, chance: number): number =>
  Math.round(Math.min(longestPauseMs, firstPauseMs * 2 ** attempt) * (0.5 + chance / 2))

/** Request timed out, and a token that the session is about to replace: neither is an answer to the event. */
const passing: readonly (number | undefined)[] = [401, 408]

/** Of a request that nobody answered in time. */
const isAbort = (thrown: unknown) =>
  thrown instanceof Error && (thrown.name === 'AbortError' || thrown.name === 'TimeoutError')

/** `attempt` counts from 0; `chance` is between 0 and 1. */
export const afterFailure = (thrown: unknown, attempt: number, chance: number): AfterFailure => {
  const retry: AfterFailure = { kind: 'retry', afterMs: pauseMs(attempt, chance) }
  if (thrown instanceof NotSendable) return { kind: 'fail', code: thrown.code }
  if (thrown instanceof NobodyReachable) return { ...retry, code: 'partner-unreachable' }
  if (thrown instanceof ConnectionError || thrown instanceof TokenRefreshError || isAbort(thrown)) return retry
  if (!(thrown instanceof HTTPError)) return { kind: 'fail', code: 'internal' }
  if (thrown.isRateLimitError()) return { kind: 'wait', afterMs: retryAfterMsOf(thrown) ?? untoldWaitMs }
  const { httpStatus } = thrown
  if (httpStatus === undefined || httpStatus >= 500 || passing.includes(httpStatus)) return retry
  return { kind: 'fail', code: codeOf(thrown) }
}
