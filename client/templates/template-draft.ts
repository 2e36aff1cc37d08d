import { canFollow } from '#shared/templates/conditions.ts'
import type { Condition, Question, Template, Test } from '#shared/templates/question.ts'

/** A template as it is typed: what `Template` says, with whatever is still missing. */

const newId = () => crypto.randomUUID().slice(0, 8)

export const newOption = (): Question['options'][number] => ({ code: newId(), text: { de: '', en: '' } })

export const newQuestion = (): Question => ({
  linkId: newId(),
  kind: 'string',
  text: { de: '', en: '' },
  help: { de: '', en: '' },
  isRequired: false,
  unit: '',
  options: [],
})

/** What a simple condition can look at: questions of a few fixed answers. */
export const askableBefore = (questions: readonly Question[], at: number): Question[] =>
  questions.slice(0, at).filter(({ kind }) => kind === 'boolean' || kind === 'choice')

/** The one test of a condition that the form can change; null for any other. */
export const simpleTest = (condition: Condition, before: readonly Question[]): Test | null => {
  const [test] = condition.tests
  const isSimple = condition.tests.length === 1 && test?.operator === '=' && canFollow(condition, before)
  return isSimple ? test : null
}

export const emptyTemplate = (title: string): Template => ({ title: { de: title, en: '' }, questions: [newQuestion()] })

/**
 * The list with one of it moved up (-1) or down (1); itself at its ends. At the edge of a section it goes into it or out
 * of it first, so that what stands under a heading stays together.
 */
export const moved = (all: readonly Question[], at: number, by: -1 | 1): Question[] => {
  const [one, other] = [all[at], all[at + by]]
  if (!one || !other) return [...all]
  if (one.group?.linkId !== other.group?.linkId) {
    const { group: _, ...rest } = one
    return all.with(at, { ...rest, ...(other.group ? { group: other.group } : {}) })
  }
  return all.with(at, other).with(at + by, one)
}

/** `condition`: it looks at what is not asked before, or at an answer that is none of its answers. */
export type QuestionFault = 'text' | 'options' | 'condition'

/** What is missing, by `linkId`. */
export const questionFaults = (questions: readonly Question[]): Record<string, QuestionFault> =>
  Object.fromEntries(
    questions.flatMap(({ linkId, text, kind, options, when }, at): [string, QuestionFault][] => {
      if (!text.de.trim()) return [[linkId, 'text']]
      if (when && !canFollow(when, questions.slice(0, at))) return [[linkId, 'condition']]
      const isComplete = options.length > 0 && options.every((option) => option.text.de.trim())
      return kind === 'choice' && !isComplete ? [[linkId, 'options']] : []
    }),
  )
