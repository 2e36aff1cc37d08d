import { createMemo, Show } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { urgentOf } from '#shared/urgent/message.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { UrgentAlert } from './believe.ts'
import styles from './urgent.module.css'

/** What the sender has written: the encrypted message that the alert is about, and nothing that came in the clear. */
export const UrgentText = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const messages = useSession().openRoom(props.alert.roomId).events(eventTypes.message)
  const text = createMemo(() => {
    const { alertId, requester } = props.alert.alert
    const message = messages().find(
      ({ encrypted, sender, content }) => encrypted && sender === requester && urgentOf(content)?.alertId === alertId,
    )
    const body = message?.content['body']
    return typeof body === 'string' ? body : null
  })
  return (
    <Show when={text()} fallback={<span class={styles['missing']}>{w().textMissing}</span>}>
      {(said) => <span class={styles['said']}>{said()}</span>}
    </Show>
  )
}
