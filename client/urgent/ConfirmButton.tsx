import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, toast } from '../ui/index.ts'
import type { UrgentAlert } from './believe.ts'
import styles from './urgent.module.css'
import { useUrgent } from './urgent-store.tsx'

/** One press; without a connection it waits with everything else that was written, and says so. */
export const ConfirmButton = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const session = useSession()
  const urgent = useUrgent()
  const state = () => urgent.confirmation(props.alert.roomId)
  const isOffline = () => session.connection() === 'offline'
  const confirm = () =>
    urgent
      .confirm(props.alert)
      .catch(() => toast({ tone: 'danger', title: w().confirmFailed, text: w().confirmFailedText }))
  return (
    <Show
      when={state() !== 'under-way'}
      fallback={
        <span role="status" class={styles['confirming']}>
          {isOffline() ? w().confirmWaits : w().confirming}
        </span>
      }
    >
      <Show when={state() === 'failed'}>
        <span role="alert" class={styles['bad']}>
          {w().confirmFailed}
        </span>
      </Show>
      <Button variant="primary" title={w().confirmHint} onClick={() => void confirm()}>
        {w().confirm}
      </Button>
    </Show>
  )
}
