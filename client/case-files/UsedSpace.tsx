import { createResource, Show } from 'solid-js'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { useSession } from '../matrix/session-context.tsx'
import { answerOf } from '../ui/index.ts'
import styles from './case-files.module.css'

/** How much of the clinic's space for files is used, in words; nothing while nobody knows. */
export const UsedSpace = (props: { version: unknown }) => {
  const w = useWords(caseFileWords)
  const format = useFormat()
  const api = useClinicApi()
  const session = useSession()
  const [usage] = createResource(
    // Asked again when something was uploaded or deleted, and when the network is back.
    () => [props.version, session.connection() === 'live'] as const,
    async ([, isOnline]) => (isOnline ? unwrap(api.own.api['case-files'].usage.$get()).catch(() => null) : null),
  )
  const words = () => {
    const known = answerOf(usage)
    if (!known) return null
    const { usedBytes, quotaBytes, maxFileBytes } = known
    return w().usedSpace(format.size(usedBytes), format.size(quotaBytes), format.size(maxFileBytes))
  }
  return <Show when={words()}>{(said) => <p class={styles['facts']}>{said()}</p>}</Show>
}
