import * as v from 'valibot'

/** Content of the encrypted event `app.consilium.consult.question`: what is asked after the answer. */
export const followUpQuestion = v.object({
  question: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(10_000)),
})
export type FollowUpQuestion = v.InferOutput<typeof followUpQuestion>

export const parseQuestion = (content: unknown): FollowUpQuestion | null => {
  const parsed = v.safeParse(followUpQuestion, content)
  return parsed.success ? parsed.output : null
}
