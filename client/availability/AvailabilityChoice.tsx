import { For } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { Button, StatusBadge } from '../ui/index.ts'
import styles from './availability.module.css'
import { useChoices } from './choices.ts'

/** How I can be reached now, and one press for how it shall be. */
export const AvailabilityChoice = () => {
  const w = useWords(availabilityWords)
  const { choices, isBusy, state, store } = useChoices()
  const tone = () => (store.own() ? (store.current() ? 'warning' : 'success') : 'neutral')
  return (
    <section class={styles['choice']} aria-labelledby="availability" aria-busy={isBusy()}>
      <div class={styles['now']}>
        <h2 id="availability" class={styles['heading']}>
          {w().title}
        </h2>
        <StatusBadge tone={tone()}>{state()}</StatusBadge>
      </div>
      <div class={styles['buttons']}>
        <For each={choices()}>
          {({ label, isCurrent, choose }) => (
            <Button size="small" aria-pressed={isCurrent()} onClick={choose}>
              {label}
            </Button>
          )}
        </For>
      </div>
      <p class={styles['muted']}>{w().hint}</p>
    </section>
  )
}
