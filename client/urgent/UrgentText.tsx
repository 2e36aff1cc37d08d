import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { UrgentAlert } from './believe.ts'
import { createCopy } from './copies.ts'
import { newestText } from './message-of.ts'
import styles from './urgent.module.css'

/** What the sender has written: the encrypted message that the alert is about, as it stands now. */
export const UrgentText = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const copy = createCopy(useSession(), props.alert)
  const text = () => {
    const now = copy()
    return now && newestText(now)
  }
  return (
    <Show when={text()} fallback={<span class={styles['missing']}>{w().textMissing}</span>}>
      {(said) => <span class={styles['said']}>{said()}</span>}
    </Show>
  )
}
