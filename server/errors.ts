import type { Context as HonoContext, TypedResponse } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ErrorBody, ErrorCode, Refusal } from '#shared/errors.ts'

/** A part that we need does not answer, or answers that it cannot: it may later. */
export class HomeserverUnreachable extends Error {
  override name = 'HomeserverUnreachable'
}

/** Synapse understood and refused. */
export class MatrixRefusal extends Error {
  override name = 'MatrixRefusal'
  readonly status: number
  readonly errcode: string
  readonly retryAfterMs: number | null
  constructor(status: number, errcode: string, retryAfterMs: number | null = null) {
    super(`${status} ${errcode}`)
    this.status = status
    this.errcode = errcode
    this.retryAfterMs = retryAfterMs
  }
}

/** Nobody answers, or refuses us, or has no such bucket, or has no space. */
export type StoreFault = 'unreachable' | 'refused' | 'no-bucket' | 'full'

/** The store of case files cannot be used now. */
export class StoreUnusable extends Error {
  override name = 'StoreUnusable'
  readonly fault: StoreFault
  constructor(fault: StoreFault, options?: ErrorOptions) {
    super(fault, options)
    this.fault = fault
  }
}

/** A refusal where there is no result to return it in: guards, and calls to other clinics' services. */
export class ServiceRefusal extends Error {
  override name = 'ServiceRefusal'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export type ErrorStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 507
type Meaning = { status: ErrorStatus; errcode: string; error: string }

/** For engineers who read answers; the words for people are in `client/i18n`. */
const meanings: Record<ErrorCode, Meaning> = {
  'bad-input': { status: 400, errcode: 'M_BAD_JSON', error: 'The request is not as /api/openapi.json describes it.' },
  'not-signed-in': {
    status: 401,
    errcode: 'M_UNKNOWN_TOKEN',
    error: 'Sign in with POST /api/session and send its token.',
  },
  'not-allowed': { status: 403, errcode: 'M_FORBIDDEN', error: 'Your account may not do this; ask the clinic admin.' },
  'feature-off': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The clinic has switched this off, for everybody or for this department; nothing is deleted.',
  },
  'room-closed': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The clinic has closed this room; it takes no messages.',
  },
  'room-kept': {
    status: 409,
    errcode: 'M_BAD_STATE',
    error: 'The service needs this room, or its consult is open; see details.reason.',
  },
  'no-own-owner': {
    status: 409,
    errcode: 'M_BAD_STATE',
    error: 'Nobody of this clinic may change the room; ask a clinic whose people may.',
  },
  'confirmation-needed': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error:
      'Say once more that it is you, with POST /api/session/confirmations, and ask again with the session it gives.',
  },
  'confirmation-refused': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The password is wrong, or the provider has not confirmed yet.',
  },
  'not-a-member': { status: 403, errcode: 'M_FORBIDDEN', error: 'Join the room first.' },
  'not-found': { status: 404, errcode: 'M_NOT_FOUND', error: 'There is nothing at this address; check the id.' },
  'partner-unknown': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'There is no partnership with this clinic; the admins of both sides must agree to one.',
  },
  'partner-suspended': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The partnership with this clinic is suspended; ask the clinic admin.',
  },
  'partner-unreachable': {
    status: 502,
    errcode: 'M_UNKNOWN',
    error: 'The partner clinic does not answer; try again later, or phone it.',
  },
  'partner-limited': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The partnership with this clinic does not include this; ask the clinic admin.',
  },
  'partner-not-listed': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The federation list of this clinic does not name the other one; ask the operator of the list.',
  },
  'list-refused': {
    status: 422,
    errcode: 'M_INVALID_PARAM',
    error: 'The federation list was not taken; the reason says why.',
  },
  'deletion-too-late': { status: 403, errcode: 'M_FORBIDDEN', error: 'Messages can be deleted for 24 hours.' },
  'invitation-refused': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'This person takes no invitations from the one who invites; phone them, or ask their department.',
  },
  'gateway-unreachable': {
    status: 503,
    errcode: 'M_UNKNOWN',
    error: 'The gateway of this clinic does not answer; start it. What was recorded holds once it runs.',
  },
  'homeserver-unreachable': {
    status: 503,
    errcode: 'M_UNKNOWN',
    error: 'The homeserver does not answer; try again in a moment.',
  },
  'livekit-unreachable': {
    status: 503,
    errcode: 'M_UNKNOWN',
    error: 'The call server does not answer; try again in a moment.',
  },
  'store-unreachable': {
    status: 503,
    errcode: 'M_UNKNOWN',
    error: 'The store of case files does not answer; try again in a moment.',
  },
  'race-lost': { status: 409, errcode: 'M_UNKNOWN', error: 'Somebody else was first; read the current state.' },
  'illegal-transition': {
    status: 409,
    errcode: 'M_BAD_STATE',
    error: 'This is not possible in the current state; read it and choose again.',
  },
  'nobody-on-call': {
    status: 409,
    errcode: 'M_UNKNOWN',
    error: 'Nobody is on call in this department; choose another, or phone it.',
  },
  'last-on-duty': {
    status: 409,
    errcode: 'M_UNKNOWN',
    error: 'Nobody would be on duty; hand it over, or say with leaveEmpty that this is meant.',
  },
  'shift-overlaps': {
    status: 409,
    errcode: 'M_UNKNOWN',
    error: 'The person is planned for another shift at that time; change one of them.',
  },
  'call-waiting': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'Wait until a host of the call lets you in; ask again.',
  },
  'call-locked': { status: 403, errcode: 'M_FORBIDDEN', error: 'The call is locked; ask somebody who is in it.' },
  'call-removed': { status: 403, errcode: 'M_FORBIDDEN', error: 'A host has removed you from this call.' },
  'link-over': {
    status: 403,
    errcode: 'M_FORBIDDEN',
    error: 'The link was used, taken back, or is too old; ask for a new one.',
  },
  'name-taken': { status: 409, errcode: 'M_USER_IN_USE', error: 'There is an account of this name; choose another.' },
  'too-large': { status: 413, errcode: 'M_TOO_LARGE', error: 'The request is too large; send less.' },
  'quota-exceeded': {
    status: 413,
    errcode: 'M_RESOURCE_LIMIT_EXCEEDED',
    error: 'The space for files is used up; delete some, or ask the clinic admin.',
  },
  'storage-full': { status: 507, errcode: 'M_RESOURCE_LIMIT_EXCEEDED', error: 'The disk is full; tell the operator.' },
  'wrong-hash': { status: 422, errcode: 'M_INVALID_PARAM', error: 'The bytes are not those announced; upload again.' },
  'report-open': {
    status: 409,
    errcode: 'M_BAD_STATE',
    error: 'A signed report rests on this file; it can be deleted once the consult is closed.',
  },
  'rate-limited': { status: 429, errcode: 'M_LIMIT_EXCEEDED', error: 'Too many requests; wait a moment.' },
  internal: { status: 500, errcode: 'M_UNKNOWN', error: 'The service failed; tell the operator the request id.' },
}

export type ErrorAnswer = Response & TypedResponse<ErrorBody, ErrorStatus, 'json'>

/** The body of every error that we answer with. */
export const errorBodyOf = ({ code, details }: Refusal): ErrorBody => {
  const { errcode, error } = meanings[code]
  return { errcode, error, code, ...(details ? { details } : {}) }
}

/** Answers with a refusal: status, Matrix errcode and our code. */
export const refuse = (c: HonoContext, refusal: Refusal): ErrorAnswer => {
  c.header('cache-control', 'no-store')
  if (refusal.code === 'rate-limited') c.header('retry-after', String(refusal.details?.['retryAfter'] ?? 5))
  return c.json(errorBodyOf(refusal), meanings[refusal.code].status) as ErrorAnswer
}

/** SQLite and the file system say so in their own words. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC')) || isDiskFull(error.cause))

/** What an error means for the caller; null when it is a fault of ours. */
export const refusalOf = (error: unknown): Refusal | null => {
  if (error instanceof ServiceRefusal) return error.refusal
  if (error instanceof HomeserverUnreachable) return { code: 'homeserver-unreachable' }
  if (error instanceof StoreUnusable) return { code: error.fault === 'full' ? 'storage-full' : 'store-unreachable' }
  if (error instanceof MatrixRefusal) {
    if (error.status === 429) return { code: 'rate-limited' }
    return error.errcode === 'M_FORBIDDEN' ? { code: 'not-allowed' } : null
  }
  if (isDiskFull(error)) return { code: 'storage-full' }
  if (error instanceof HTTPException) {
    if (error.status === 413) return { code: 'too-large' }
    if (error.status === 401) return { code: 'not-signed-in' }
    if (error.status === 404) return { code: 'not-found' }
    return error.status < 500 ? { code: 'bad-input' } : null
  }
  return null
}
