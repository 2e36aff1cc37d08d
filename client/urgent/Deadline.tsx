import { Show } from 'solid-js'
import type { Alert } from '#shared/urgent/alert-content.ts'
import { timeLeft } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import styles from './urgent.module.css'

/** How long those who are called have left, and what happens then. */
export const Deadline = (props: { alert: Alert; now: number }) => {
  const w = useWords(urgentWords)
  const left = () => (props.alert.escalateAt === null ? 0 : props.alert.escalateAt - props.now)
  const isLast = () => props.alert.step + 1 >= props.alert.steps.length
  return (
    <Show when={left() > 0} fallback={<span class={styles['overdue']}>{w().overdue}</span>}>
      <span class={styles['deadline']}>
        {isLast() ? w().untilEnd(timeLeft(left())) : w().untilNext(timeLeft(left()))}
      </span>
    </Show>
  )
}
