import * as v from 'valibot'

/**
 * Why a hand-over did not come about. `silent`: nobody answers, or the server does not let our pages speak to it ·
 * `sign-in`: it wants to know who one is · `forbidden`: it knows, and one may not · `ambiguous`: what is said of a person
 * or a document fits several there · `too-large` · `refused`: it understood and declined · `broken`: it failed, or has too
 * much to do · `not-fhir`: what answers is no FHIR server.
 */
export type HandoverFault =
  | 'silent'
  | 'sign-in'
  | 'forbidden'
  | 'ambiguous'
  | 'too-large'
  | 'refused'
  | 'broken'
  | 'not-fhir'

export class HandoverFailed extends Error {
  override name = 'HandoverFailed'
  readonly fault: HandoverFault
  /** In the words of the server, when it gave any. */
  readonly said: string | null
  readonly signInUrl: string | null
  constructor(fault: HandoverFault, said: string | null, signInUrl: string | null) {
    super(fault)
    this.fault = fault
    this.said = said
    this.signInUrl = signInUrl
  }
}

/** What HTTP and R4 ("Transaction", "Conditional create") mean by a status that is no success. */
export const faultOf = (status: number): HandoverFault => {
  switch (status) {
    case 401:
      return 'sign-in'
    case 403:
      return 'forbidden'
    case 404:
    case 405:
    case 406:
    case 415:
      return 'not-fhir'
    case 412:
      return 'ambiguous'
    case 413:
      return 'too-large'
    case 408:
    case 429:
      return 'broken'
    default:
      return status >= 500 ? 'broken' : 'refused'
  }
}

const operationOutcome = v.object({
  resourceType: v.literal('OperationOutcome'),
  issue: v.array(
    v.object({
      severity: v.optional(v.string(), 'error'),
      diagnostics: v.optional(v.string()),
      details: v.optional(v.object({ text: v.optional(v.string()) })),
    }),
  ),
})
const mostSaid = 300

/** Why, in the words of the server: of an OperationOutcome the first error, or whatever it says where it names none. */
export const wordsOf = (body: unknown): string | null => {
  const parsed = v.safeParse(operationOutcome, body)
  if (!parsed.success) return null
  const { issue } = parsed.output
  const errors = issue.filter(({ severity }) => severity === 'error' || severity === 'fatal')
  const [first] = [...errors, ...issue].flatMap(({ diagnostics, details }) => details?.text || diagnostics || [])
  if (!first) return null
  return first.length > mostSaid ? `${first.slice(0, mostSaid)} …` : first
}
