import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'

const minuteMs = 60_000

/** `5 Minuten`, `2 Stunden`. */
export const useDuration = (): ((ms: number) => string) => {
  const w = useWords(urgentWords)
  return (ms) => {
    const minutes = Math.round(ms / minuteMs)
    return minutes % 60 === 0 ? w().hours(minutes / 60) : w().minutes(minutes)
  }
}
