import type { AnswerWords } from '#shared/templates/answers.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'

/** How answers are written, on screen and in documents. */
export const useAnswerWords = (): (() => AnswerWords) => {
  const w = useWords(templateWords)
  const format = useFormat()
  return () => ({
    yes: w().yes,
    no: w().no,
    number: format.number,
    day: (isoDay) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  })
}
