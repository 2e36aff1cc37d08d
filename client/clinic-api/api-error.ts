import type { ClientResponse } from 'hono/client'
import * as v from 'valibot'
import { codeOfStatus, type ErrorCode, errorBody, errorCodes } from '#shared/errors.ts'

type Details = Record<string, string | number>

/** A clinic's service refused, or does not answer. The words for people are in `i18n/words/errors.ts`. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ErrorCode
  readonly details: Details | undefined
  /** How long the service asks us to wait. */
  readonly retryAfterMs: number | null
  constructor(code: ErrorCode, details?: Details, retryAfterMs: number | null = null) {
    super(code)
    this.code = code
    this.details = details
    this.retryAfterMs = retryAfterMs
  }
}

/** The code of anything thrown here or by `client/matrix`, for the words that belong to it. */
export const errorCodeOf = (thrown: unknown): ErrorCode => {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null
  return errorCodes.find((known) => known === code) ?? 'internal'
}

/** For whoever shows it: what was thrown, and `internal` when that is none of ours. */
export const apiErrorOf = (thrown: unknown): ApiError =>
  thrown instanceof ApiError ? thrown : new ApiError(errorCodeOf(thrown))

/** RFC 9110, section 10.2.3; our services send seconds. */
const retryAfterMsOf = (headers: Headers): number | null => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}

/** What an answer that is not ok says. */
export const readApiError = async (response: Pick<Response, 'json' | 'status' | 'headers'>): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => null)
  const parsed = v.safeParse(errorBody, body)
  const retryAfterMs = retryAfterMsOf(response.headers)
  return parsed.success
    ? new ApiError(parsed.output.code, parsed.output.details, retryAfterMs)
    : new ApiError(codeOfStatus(response.status), undefined, retryAfterMs)
}

type Successful = 200 | 201 | 202
type Answer<R> = R extends ClientResponse<infer T, infer S, 'json'> ? (S extends Successful ? T : never) : never

/** The body of an answer; throws `ApiError` for everything that is not one. */
export const unwrap = async <R extends ClientResponse<unknown, number, 'json'>>(
  asked: Promise<R>,
): Promise<Answer<R>> => {
  const response = await asked
  if (!response.ok) throw await readApiError(response as unknown as Response)
  try {
    return (await response.json()) as Answer<R>
  } catch {
    throw new ApiError('internal')
  }
}
