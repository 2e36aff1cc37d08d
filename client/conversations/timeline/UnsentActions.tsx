import { Show, useContext } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { UnlockLaterContext } from '../../matrix/unlock-later.ts'
import { Button } from '../../ui/index.ts'
import styles from './timeline.module.css'
import { unsentReason } from './unsent-reason.ts'

/** Why a message was not sent, and the person's decision: again, or not at all. */
export const UnsentActions = (props: { txnId: string; error: string | null }) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const { unlockNow } = useContext(UnlockLaterContext)
  return (
    <div class={styles['unsentActions']} role="alert">
      <p>{unsentReason(w(), props.error)}</p>
      <div class={styles['actions']}>
        <Show when={props.error === 'device-not-signed' && session.encryption.status() === 'locked'}>
          <Button variant="primary" onClick={unlockNow}>
            {w().confirmDevice}
          </Button>
        </Show>
        <Button variant="secondary" onClick={() => session.outbox.retry(props.txnId)}>
          {w().retry}
        </Button>
        <Button variant="quiet" onClick={() => void session.outbox.discard(props.txnId)}>
          {w().discard}
        </Button>
      </div>
    </div>
  )
}
