import { createSignal } from 'solid-js'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, toast } from '../ui/index.ts'
import type { UrgentAlert } from './believe.ts'
import { useUrgent } from './urgent-store.tsx'

/** The sender needs nobody any more. */
export const CancelButton = (props: { alert: UrgentAlert; variant: 'primary' | 'quiet' }) => {
  const w = useWords(urgentWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const urgent = useUrgent()
  const [isBusy, setBusy] = createSignal(false)
  const cancel = async () => {
    setBusy(true)
    try {
      await urgent.cancel(props.alert)
    } catch (thrown) {
      toast({ tone: 'danger', title: w().notDone, text: errors()[errorCodeOf(thrown)].action })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant={props.variant}
      size={props.variant === 'quiet' ? 'small' : 'normal'}
      title={w().doneHint}
      busy={isBusy()}
      disabled={session.connection() === 'offline'}
      onClick={() => void cancel()}
    >
      {w().done}
    </Button>
  )
}
