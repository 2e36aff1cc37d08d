import { Show } from 'solid-js'
import type { ConfirmationWay } from '#shared/auth/confirmation.ts'
import { useWords } from '../i18n/index.ts'
import { confirmationWords } from '../i18n/words/confirmation.ts'
import { TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'

type Props = { ways: readonly ConfirmationWay[]; password: string; onPassword(text: string): void; isWrong: boolean }

/** Asks whoever is about to do something grave to say once more that it is them. */
export const ConfirmIdentity = (props: Props) => {
  const w = useWords(confirmationWords)
  return (
    <fieldset class={styles['part']}>
      <legend>{w().title}</legend>
      <p class={styles['muted']}>{w().text}</p>
      <Show when={props.ways.includes('password')} fallback={<p>{w().atProvider}</p>}>
        <TextField
          label={w().password}
          type="password"
          value={props.password}
          onInput={props.onPassword}
          autocomplete="current-password"
          autofocus
          required
          {...(props.isWrong ? { error: w().wrong } : {})}
        />
      </Show>
    </fieldset>
  )
}
