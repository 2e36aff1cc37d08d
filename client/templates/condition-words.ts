import { type Condition, inLanguage, type Question, type Test } from '#shared/templates/question.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'

/** When a question is asked, in a sentence; of what is not there any more by its id. */
export const useConditionWords = () => {
  const w = useWords(templateWords)
  const language = useLanguage()
  const testWords = ({ question, operator, answer }: Test, all: readonly Question[]): string => {
    const asked = all.find(({ linkId }) => linkId === question)
    const name = asked ? inLanguage(asked.text, language()) : question
    if (operator === 'exists') return answer === 'true' ? w().isAnswered(name) : w().isNotAnswered(name)
    const option = asked?.options.find(({ code }) => code === answer)
    const chosen = option ? inLanguage(option.text, language()) : answer
    const said = asked?.kind === 'boolean' ? (answer === 'true' ? w().yes : w().no) : chosen
    return operator === '=' ? w().is(name, said) : w().isNot(name, said)
  }
  return ({ isAny, tests }: Condition, all: readonly Question[]): string =>
    w().onlyIf(tests.map((test) => testWords(test, all)).join(isAny ? w().or : w().and))
}
