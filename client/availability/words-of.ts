import type { NotAvailable } from '#shared/directory/availability.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'

const dayMs = 24 * 60 * 60_000

/** `18:00`, `morgen 07:00`; of an absence its last day. */
export const useUntil = (): ((given: NotAvailable) => string) => {
  const format = useFormat()
  return ({ description, during: { end } }) => {
    if (new Date(end).toDateString() === new Date().toDateString()) return format.time(end)
    if (description !== 'absent') return format.relative(end)
    // Its end is the beginning of the day after.
    return end - Date.now() < 2 * dayMs ? format.day(end - 1) : format.date(end - 1)
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
