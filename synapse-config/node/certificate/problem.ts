import * as v from 'valibot'

/** A problem document of ACME (RFC 8555, section 6.7; RFC 7807). */
const problemSchema = v.object({
  type: v.pipe(v.string(), v.startsWith('urn:ietf:params:acme:error:')),
  detail: v.optional(v.string(), ''),
  instance: v.optional(v.string(), ''),
  identifier: v.optional(v.object({ value: v.string() })),
  subproblems: v.optional(v.array(v.unknown()), []),
})

/** What was asked for: an account, a certificate, or that the authority looks whether the names lead here. */
export type Step = 'account' | 'order' | 'validation'

/** What an authority refuses. */
export class AcmeProblem extends Error {
  override name = 'AcmeProblem'
  /** The last word of the type, as `rateLimited`. */
  readonly type: string
  readonly detail: string
  /** A page of the authority about it, or empty. */
  readonly page: string
  /** The name that it is about, or null. */
  readonly about: string | null
  readonly step: Step
  readonly notBefore: Date | null
  constructor(problem: Omit<AcmeProblem, keyof Error>) {
    super(`${problem.type}: ${problem.detail}`)
    this.type = problem.type
    this.detail = problem.detail
    this.page = problem.page
    this.about = problem.about
    this.step = problem.step
    this.notBefore = problem.notBefore
  }
}

type Context = { step: Step; about?: string | null; notBefore?: Date | null }

/** Null: it is none. Of several that are packed into one, the first. */
export const problemIn = (document: unknown, { step, about = null, notBefore = null }: Context): AcmeProblem | null => {
  const read = v.safeParse(problemSchema, document)
  if (!read.success) return null
  const { type, detail, instance, identifier, subproblems } = read.output
  const name = identifier?.value ?? about
  const [first] = subproblems.flatMap((inner) => problemIn(inner, { step, about: name, notBefore }) ?? [])
  return (
    first ??
    new AcmeProblem({
      type: type.slice(type.lastIndexOf(':') + 1),
      detail,
      page: instance,
      about: name,
      step,
      notBefore,
    })
  )
}

/** `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date. */
export const retryAfter = (header: unknown, now: Date): Date | null => {
  if (typeof header !== 'string') return null
  const time = /^\d+$/.test(header) ? now.getTime() + Number(header) * 1000 : Date.parse(header)
  return Number.isNaN(time) ? null : new Date(time)
}
