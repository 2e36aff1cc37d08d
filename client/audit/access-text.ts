import { useWords } from '../i18n/index.ts'
import { accessCodeWords, accessWords } from '../i18n/words/audit.ts'
import { priorityWords, taskStatusWords } from '../i18n/words/consult-codes.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { featureWords } from '../i18n/words/features.ts'

/** A feature, and whether it was switched on. */
const ofFeature = /^(.+)-(on|off)$/

const wordOf = (words: object, code: string): unknown => Object.entries(words).find(([known]) => known === code)?.[1]

/** What an entry says, in words: what was done, and with which status or for which reason. */
export const useAccessText = () => {
  const actions = useWords(accessWords)
  const codes = useWords(accessCodeWords)
  const statuses = useWords(taskStatusWords)
  const priorities = useWords(priorityWords)
  const features = useWords(featureWords)
  const errors = useWords(errorWords)
  const featureSwitched = (code: string): string | null => {
    const [, feature = '', change = ''] = ofFeature.exec(code) ?? []
    const name = wordOf(features().names, feature)
    return typeof name === 'string' ? features().switched(name, change === 'on') : null
  }
  return {
    action: actions,
    code: (code: string): string => {
      const found = [codes(), statuses(), priorities()].map((words) => wordOf(words, code))
      const word = found.find((one) => typeof one === 'string') ?? featureSwitched(code)
      if (word !== null) return word
      const error = wordOf(errors(), code)
      return typeof error === 'object' && error && 'title' in error ? String(error.title) : code
    },
  }
}
