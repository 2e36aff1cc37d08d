import * as v from 'valibot'

/** Every error a service answers with. The words for people are in `client/i18n`, the status in `server/errors.ts`. */
export const errorCodes = [
  'bad-input',
  'not-signed-in',
  'not-allowed',
  'confirmation-needed',
  'confirmation-refused',
  'not-a-member',
  'feature-off',
  'room-closed',
  'room-kept',
  'no-own-owner',
  'not-found',
  'partner-unknown',
  'partner-suspended',
  'partner-unreachable',
  'partner-limited',
  'partner-not-listed',
  'list-refused',
  'invitation-refused',
  'deletion-too-late',
  'gateway-unreachable',
  'homeserver-unreachable',
  'livekit-unreachable',
  'store-unreachable',
  'race-lost',
  'illegal-transition',
  'nobody-on-call',
  'last-on-duty',
  'shift-overlaps',
  'call-waiting',
  'call-locked',
  'call-removed',
  'link-over',
  'name-taken',
  'too-large',
  'quota-exceeded',
  'storage-full',
  'wrong-hash',
  'report-open',
  'rate-limited',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What the status of an answer says that is not of our services: of a homeserver, or of a proxy in between. */
export const codeOfStatus = (status: number): ErrorCode => {
  switch (status) {
    case 400:
      return 'bad-input'
    case 401:
      return 'not-signed-in'
    case 403:
      return 'not-allowed'
    case 404:
    case 410:
      return 'not-found'
    case 413:
      return 'too-large'
    case 429:
      return 'rate-limited'
    default:
      return 'internal'
  }
}

/** A refusal inside the service and on the wire; `details` carries ids only, never content. */
export type Refusal = { code: ErrorCode; details?: Record<string, string | number> }

/** Body of every error answer: a Matrix standard error with our code beside it. */
export const errorBody = v.object({
  errcode: v.string(),
  error: v.string(),
  code: v.picklist(errorCodes),
  details: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
})
export type ErrorBody = v.InferOutput<typeof errorBody>
