import Hospital from 'lucide-solid/icons/hospital'
import { Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import styles from './directory.module.css'

/** The clinic somebody belongs to; a partner clinic carries its mark. */
export const ClinicName = (props: { server: ServerName }) => {
  const session = useSession()
  const clinicName = useClinicName()
  return (
    <span class={styles['clinic']}>
      <Show when={props.server !== session.serverName}>
        <Hospital size={14} aria-hidden="true" />
      </Show>
      {clinicName(props.server)}
    </span>
  )
}
