import Hospital from 'lucide-solid/icons/hospital'
import { Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import styles from './conversations.module.css'

/** The partner clinics that take part; nothing where everybody is of the own clinic. */
export const ClinicMark = (props: { servers: readonly ServerName[] }) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const clinicName = useClinicName()
  const partners = () => props.servers.filter((server) => server !== session.serverName)
  return (
    <Show when={partners().length > 0}>
      <span class={styles['clinic']} title={w().partnerClinic}>
        <Hospital size={14} aria-hidden="true" />
        <span class={styles['hidden']}>{w().partnerClinic}: </span>
        <span class={styles['clinicName']}>{partners().map(clinicName).join(', ')}</span>
      </span>
    </Show>
  )
}
