import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import styles from './CallTrust.module.css'
import { lengthOf } from './call-length.ts'
import type { Call } from './join-call.ts'

/** How long one has been in the call: what is put down afterwards, and may be charged by the minute. */
export const CallClock = (props: { call: Call }) => {
  const w = useWords(callWords)
  const now = createClock()
  return (
    <span class={styles['clock']} role="timer" aria-label={w().length}>
      {lengthOf(now() - props.call.since)}
    </span>
  )
}
