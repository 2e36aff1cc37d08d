import * as v from 'valibot'
import { roomId } from '../matrix/ids.ts'

/** `GET /api/record`: whether consults can be handed over to a FHIR server of this clinic. */
export const recordOutput = v.object({ isConfigured: v.boolean() })

/** How far a hand-over is; each step is an entry in the log of accesses. */
export const handoverSteps = ['begun', 'handed-over', 'not-handed-over'] as const
export type HandoverStep = (typeof handoverSteps)[number]

/** `POST /api/record/handovers`: `begun` before anything leaves the browser, which brings the consult there itself. */
export const handoverInput = v.object({ roomId, step: v.picklist(handoverSteps) })
export type HandoverInput = v.InferOutput<typeof handoverInput>

/** Where it goes, and how one signs in there. */
export const handoverOutput = v.object({
  /** Base address of the FHIR server. */
  url: v.string(),
  /** Whether the browser shows there who it has signed in: cookie, Kerberos, certificate. */
  withCredentials: v.boolean(),
  /** A page to sign in at; null when there is none to name. */
  signInUrl: v.nullable(v.string()),
})
export type HandoverOutput = v.InferOutput<typeof handoverOutput>
