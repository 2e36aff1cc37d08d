import { type Accessor, createSignal } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { toast } from '../ui/index.ts'
import { useOwnAvailability } from './own-availability.ts'
import { presetsAt } from './presets.ts'
import { useStateWords } from './words-of.ts'

export type Choice = { label: string; isCurrent: Accessor<boolean>; choose(): void }

/** What one presses to be available, or not for a while; the same in the rail and in the settings. */
export const useChoices = () => {
  const w = useWords(availabilityWords)
  const errors = useWords(errorWords)
  const stateWords = useStateWords()
  const store = useOwnAvailability()
  const [isBusy, setBusy] = createSignal(false)

  const attempt = async (work: () => Promise<void>) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await work()
      toast({ tone: 'success', title: w().changed(stateWords(store.current())) })
    } catch (error) {
      toast({ tone: 'danger', title: w().notChanged, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  const names = () => ({ hour: w().forHour, evening: w().untilEvening, morning: w().untilMorning })
  const isSilentUntil = (end: number) => {
    const current = store.current()
    return current?.description === 'do-not-disturb' && current.during.end === end
  }
  const choices = (): Choice[] => [
    {
      label: w().available,
      isCurrent: () => store.own() !== null && !store.current(),
      choose: () => void attempt(store.beAvailable),
    },
    ...presetsAt(Date.now()).map(({ kind, end }) => ({
      label: names()[kind],
      isCurrent: () => isSilentUntil(end),
      choose: () => void attempt(() => store.beSilentUntil(end)),
    })),
  ]
  const state = () => (store.own() ? stateWords(store.current()) : w().unknown)
  return { choices, isBusy, attempt, state, store }
}
