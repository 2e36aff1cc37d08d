import * as v from 'valibot'
import type { DeviceId } from '../matrix/ids.ts'

export const ownProofPrefix = 'app.consilium.session.'

/**
 * Everybody who is given a Matrix OpenID token can pass it on, and a partner's service is given one whenever a person
 * of ours joins its calls. At the own clinic a token counts only if the person has written its hash into their account
 * data, which nobody but they and the own clinic can: a token meant for others opens nothing here.
 */
export const ownProofType = (deviceId: DeviceId) => `${ownProofPrefix}${deviceId}` as const

/** SHA-256 of the token, in hexadecimal digits. */
export const ownProof = v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })
export type OwnProof = v.InferOutput<typeof ownProof>
