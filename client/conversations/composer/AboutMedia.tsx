import { Show } from 'solid-js'
import { WriteAs } from '../../duty/index.ts'
import { useWords } from '../../i18n/index.ts'
import { urgentWords } from '../../i18n/words/urgent.ts'
import { useMediaTools } from '../../media/index.ts'
import { UrgencySelect, UrgencyStrip } from '../../urgent/index.ts'
import { useConversation } from '../conversation-context.ts'
import styles from './composer.module.css'

/** Before pictures and files are sent: for whom, and how urgently. */
export const AboutMedia = () => {
  const { duty, urgency } = useConversation()
  const { chosen } = useMediaTools()
  const isLarge = () => chosen().some((one) => one.state === 'ready' && one.prepared.kind === 'case-file')
  return (
    <>
      <WriteAs duty={duty} />
      <UrgencySelect choice={urgency} />
      <Show when={urgency.chosen()}>
        <UrgencyStrip choice={urgency} />
        <Show when={isLarge()}>
          <LargeNotUrgent />
        </Show>
      </Show>
    </>
  )
}

/** The same before studies are sent, which alert nobody. */
export const AboutLarge = () => {
  const { duty, urgency } = useConversation()
  return (
    <>
      <WriteAs duty={duty} />
      <Show when={urgency.chosen()}>
        <LargeNotUrgent />
      </Show>
    </>
  )
}

const LargeNotUrgent = () => {
  const w = useWords(urgentWords)
  return (
    <p class={styles['notAlerted']} role="alert">
      {w().largeNotUrgent}
    </p>
  )
}
