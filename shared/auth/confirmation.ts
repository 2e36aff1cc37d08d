import * as v from 'valibot'

/**
 * Whoever is about to do what cannot be undone, or gives power to somebody, says once more that it is them: by their
 * password, or at the hospital's provider. It counts for this session only, and for a few minutes.
 */
export const confirmationMs = 5 * 60_000

export const confirmationWays = ['password', 'provider'] as const
export type ConfirmationWay = (typeof confirmationWays)[number]

/** The homeserver's session of user-interactive authentication. */
const confirmationId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,100}$/))

/** `POST /api/session/confirmations`: begins one, and says how it can be done. */
export const confirmationOutput = v.object({ id: confirmationId, ways: v.array(v.picklist(confirmationWays)) })
export type ConfirmationOutput = v.InferOutput<typeof confirmationOutput>

/** `POST /api/session/confirmations/complete`: answers a session that counts as confirmed. */
export const confirmationInput = v.object({
  id: confirmationId,
  /** Null: it was done at the provider. */
  password: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(512))),
})
export type ConfirmationInput = v.InferOutput<typeof confirmationInput>
