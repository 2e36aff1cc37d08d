import type { NotAvailable } from '#shared/directory/availability.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'

/** `18:00`, `morgen 07:00`; of an absence its last day. */
export const useUntil = (): ((given: NotAvailable) => string) => {
  const format = useFormat()
  return ({ description, during }) => {
    const isToday = new Date(during.end).toDateString() === new Date().toDateString()
    if (isToday) return format.time(during.end)
    return description === 'absent' ? format.day(during.end - 1) : format.relative(during.end)
  }
}

export const useStateWords = (): ((given: NotAvailable | null) => string) => {
  const w = useWords(availabilityWords)
  const until = useUntil()
  return (given) => {
    if (!given) return w().available
    return given.description === 'absent' ? w().absentUntil(until(given)) : w().silentUntil(until(given))
  }
}
