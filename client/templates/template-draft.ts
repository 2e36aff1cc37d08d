import type { Question, Template } from '#shared/templates/questionnaire.ts'

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

export const emptyTemplate = (title: string): Template => ({ title: { de: title, en: '' }, questions: [newQuestion()] })

/** The list with one of it moved up (-1) or down (1); itself at its ends. */
export const moved = <T>(all: readonly T[], at: number, by: -1 | 1): T[] => {
  const next = [...all]
  const [one] = next.splice(at, 1)
  if (one === undefined || at + by < 0 || at + by >= all.length) return [...all]
  next.splice(at + by, 0, one)
  return next
}

export type QuestionFault = 'text' | 'options'

/** What is missing, by `linkId`. */
export const questionFaults = (questions: readonly Question[]): Record<string, QuestionFault> =>
  Object.fromEntries(
    questions.flatMap(({ linkId, text, kind, options }): [string, QuestionFault][] => {
      if (!text.de.trim()) return [[linkId, 'text']]
      const isComplete = options.length > 0 && options.every((option) => option.text.de.trim())
      return kind === 'choice' && !isComplete ? [[linkId, 'options']] : []
    }),
  )
