import * as v from 'valibot'

/** Every error a service answers with. The words for people are in `client/i18n`, the status in `server/errors.ts`. */
export const errorCodes = [
  'bad-input',
  'not-signed-in',
  'not-allowed',
  'not-a-member',
  'not-found',
  'partner-unknown',
  'partner-suspended',
  'partner-unreachable',
  'invitation-refused',
  'deletion-too-late',
  'homeserver-unreachable',
  'livekit-unreachable',
  'store-unreachable',
  'race-lost',
  'illegal-transition',
  'nobody-on-call',
  'last-on-duty',
  'call-waiting',
  'call-locked',
  'call-removed',
  'too-large',
  'quota-exceeded',
  'storage-full',
  'wrong-hash',
  'report-open',
  'rate-limited',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

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
