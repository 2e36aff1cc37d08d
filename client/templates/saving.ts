import { type Accessor, createSignal } from 'solid-js'
import { apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { toast } from '../ui/index.ts'

export type Saving = {
  isBusy: Accessor<boolean>
  /** Why it was not saved, and what to do. */
  failure: Accessor<{ title: string; action: string } | null>
  /** Says `done` and closes the dialog once it is saved. One at a time. */
  save(put: () => Promise<unknown>, done: string): Promise<void>
}

/** Saving what a department's dialog holds; of two who save at once, the second learns of the first. */
export const createSaving = (onSaved: () => void): Saving => {
  const w = useWords(templateWords)
  const errors = useWords(errorWords)
  const [isBusy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<ReturnType<Saving['failure']>>(null)
  return {
    isBusy,
    failure,
    async save(put, done) {
      if (isBusy()) return
      setBusy(true)
      setFailure(null)
      try {
        await put()
        toast({ tone: 'success', title: done })
        onSaved()
      } catch (thrown) {
        const { code } = apiErrorOf(thrown)
        setFailure(
          code === 'race-lost' ? { title: w().changedMeanwhile, action: w().changedMeanwhileText } : errors()[code],
        )
      } finally {
        setBusy(false)
      }
    },
  }
}
