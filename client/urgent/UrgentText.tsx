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
  const session = useSession()
  const { alertId, conversation, requester } = props.alert.alert
  const inAlert = session.openRoom(props.alert.roomId).events(eventTypes.message)
  // Who was slow to be invited to the alert reads it where it was written.
  const inConversation = session.openRoom(conversation).events(eventTypes.message)
  const text = createMemo(() => {
    const message = [...inAlert(), ...inConversation()].find(
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
