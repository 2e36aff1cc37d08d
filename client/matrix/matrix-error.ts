import { ConnectionError, HTTPError, MatrixError } from 'matrix-js-sdk'
import * as v from 'valibot'
import { codeOfStatus, type ErrorCode } from '#shared/errors.ts'

/** The homeserver refused or does not answer, with a code that has words. */
export class MatrixRefusal extends Error {
  override name = 'MatrixRefusal'
  readonly code: ErrorCode
  readonly retryAfterMs: number | null
  constructor(code: ErrorCode, retryAfterMs: number | null = null) {
    super(code)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

/** Set by our Synapse module beside `M_FORBIDDEN`; see synapse-config/module. */
const moduleCode = v.object({
  'app.consilium.code': v.picklist([
    'partner-unknown',
    'partner-suspended',
    'partner-limited',
    'invitation-refused',
    'deletion-too-late',
    'feature-off',
    'room-closed',
  ]),
})

const moduleCodeOf = (error: HTTPError): ErrorCode | null => {
  const parsed = v.safeParse(moduleCode, error instanceof MatrixError ? error.data : null)
  return parsed.success ? parsed.output['app.consilium.code'] : null
}

const codeOfAnswer = (status: number | undefined): ErrorCode => {
  switch (status) {
    case 502:
    case 504:
      return 'partner-unreachable'
    case 503:
      return 'homeserver-unreachable'
    default:
      return codeOfStatus(status ?? 0)
  }
}

/** Our code for whatever the SDK threw. */
export const codeOf = (thrown: unknown): ErrorCode => {
  if (thrown instanceof MatrixRefusal) return thrown.code
  if (thrown instanceof ConnectionError) return 'homeserver-unreachable'
  if (thrown instanceof HTTPError) return moduleCodeOf(thrown) ?? codeOfAnswer(thrown.httpStatus)
  return 'internal'
}

/** How long the homeserver asks us to wait; null when it does not say so in a way that we understand. */
export const retryAfterMsOf = (thrown: unknown): number | null => {
  if (!(thrown instanceof HTTPError)) return null
  try {
    return thrown.getRetryAfterMs()
  } catch {
    return null
  }
}

/** Throws nothing but `MatrixRefusal`. */
export const refusing = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (thrown) {
    throw thrown instanceof MatrixRefusal ? thrown : new MatrixRefusal(codeOf(thrown), retryAfterMsOf(thrown))
  }
}
