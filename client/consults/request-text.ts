import type { Priority } from '#shared/consults/priority.ts'
import { answersIn, type ConsultRequest } from '#shared/consults/request.ts'
import { answersOf } from '#shared/templates/answers.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/consult-codes.ts'
import { structuredTextWords } from '../i18n/words/structured-text.ts'
import { useAnswerWords } from '../templates/index.ts'

/** What people read of a request who use another messenger. */
export const useRequestText = () => {
  const words = useWords(structuredTextWords)
  const priorityName = useWords(priorityWords)
  const language = useLanguage()
  const answerWords = useAnswerWords()
  return (request: ConsultRequest, priority: Priority): string => {
    const answers = answersIn(request).flatMap((given) => answersOf(given, language(), answerWords()))
    return words().request(request, priorityName()[priority], answers)
  }
}
