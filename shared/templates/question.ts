/** What a department asks, without FHIR's wrapping. */

/** German, and English where a department has written it. */
export type Words = { de: string; en: string }
export const inLanguage = ({ de, en }: Words, language: 'de' | 'en'): string => (language === 'en' && en ? en : de)

export const questionKinds = ['boolean', 'choice', 'string', 'text', 'integer', 'decimal', 'date'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** One question without FHIR's wrapping: what the forms work on. */
export type Question = {
  linkId: string
  kind: QuestionKind
  text: Words
  help: Words
  isRequired: boolean
  /** Of numbers; empty: none. */
  unit: string
  /** Of a choice. */
  options: { code: string; text: Words /** Of the code, where another one gave it. */; system?: string }[]
  /** The heading that it stands under, with those beside it. */
  group?: { linkId: string; text: Words }
  /** Asked only then. */
  when?: Condition
}
export type Template = { title: Words; questions: Question[] }

export const operators = ['exists', '=', '!='] as const
/** `answer` as it would be typed; of `exists`: `true` or `false`. */
export type Test = { question: string; operator: (typeof operators)[number]; answer: string }
export type Condition = { isAny: boolean; tests: Test[] }

/** What is typed into the form, by `linkId`: a code of a choice, `true` or `false`, a number as people write it. */
export type Answers = Record<string, string>

export type Section = { group: NonNullable<Question['group']> | null; questions: Question[] }

/** Those that stand side by side under the same heading, or under none. */
export const sectionsOf = (questions: readonly Question[]): Section[] => {
  const sections: Section[] = []
  for (const question of questions) {
    const last = sections.at(-1)
    const group = question.group ?? null
    if (last && last.group?.linkId === group?.linkId) last.questions.push(question)
    else sections.push({ group, questions: [question] })
  }
  return sections
}
