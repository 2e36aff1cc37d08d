import { createEffect, createSignal } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Button, Dialog, TextField } from '../ui/index.ts'
import styles from './CallPanel.module.css'

type Props = { open: boolean; onOpenChange(isOpen: boolean): void; onSend(words: string): void }

/** Declines a call and says why, in the conversation. */
export const DeclineDialog = (props: Props) => {
  const w = useWords(callWords)
  const [words, setWords] = createSignal('')
  createEffect(() => {
    if (props.open) setWords('')
  })
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().declineTitle} description={w().declineText}>
      <form
        class={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          props.onSend(words().trim())
        }}
      >
        <TextField label={w().declineField} value={words()} onInput={setWords} maxLength={500} required />
        <div class={styles['decide']}>
          <Button variant="primary" type="submit">
            {w().decline}
          </Button>
          <Button variant="quiet" onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
