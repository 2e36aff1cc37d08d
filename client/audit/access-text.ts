import { useWords } from '../i18n/index.ts'
import { accessCodeWords, accessWords } from '../i18n/words/audit.ts'
import { priorityWords, taskStatusWords } from '../i18n/words/consult-codes.ts'

const wordOf = (words: object, code: string): unknown => Object.entries(words).find(([known]) => known === code)?.[1]

/** What an entry says, in words: what was done, and with which status or for which reason. */
export const useAccessText = () => {
  const actions = useWords(accessWords)
  const codes = useWords(accessCodeWords)
  const statuses = useWords(taskStatusWords)
  const priorities = useWords(priorityWords)
  return {
    action: actions,
    code: (code: string): string => {
      const found = [codes(), statuses(), priorities()].map((words) => wordOf(words, code))
      return found.find((word) => typeof word === 'string') ?? code
    },
  }
}
