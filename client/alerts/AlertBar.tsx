import BellOff from 'lucide-solid/icons/bell-off'
import BellRing from 'lucide-solid/icons/bell-ring'
import { type ParentProps, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { alertWords } from '../i18n/words/alerts.ts'
import { IconButton } from '../ui/index.ts'
import styles from './alerts.module.css'
import { Ringing, useRinging } from './ringing.tsx'

/** On top of everything until handled: what waits for the person, of whichever kind. With sound. */
export const AlertBar = (props: ParentProps) => (
  <Ringing>
    <div class={styles['bar']}>
      <div class={styles['sections']}>
        {props.children}
        <Silence />
      </div>
      <Mute />
    </div>
  </Ringing>
)

/** A call for help that nobody hears says so. */
export const Silence = () => {
  const w = useWords(alertWords)
  const { isMuted, isHeldBack } = useRinging()
  return (
    <p class={styles['silence']} role="status">
      <Show when={isMuted() || isHeldBack()}>
        <BellOff size={16} aria-hidden="true" /> {isMuted() ? w().isMuted : w().isHeldBack}
      </Show>
    </p>
  )
}

const Mute = () => {
  const w = useWords(alertWords)
  const { isMuted, loudest, mute } = useRinging()
  return (
    <Show when={loudest()}>
      <span class={styles['mute']}>
        <IconButton
          label={isMuted() ? w().unmute : w().mute}
          icon={isMuted() ? BellOff : BellRing}
          pressed={isMuted()}
          onClick={() => mute(!isMuted())}
        />
      </span>
    </Show>
  )
}
