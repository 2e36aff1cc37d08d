import { createSignal } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import styles from './timeline.module.css'
import { dayOf } from './timeline-rows.ts'

/** Asks for a day to read from. */
export const DayDialog = (props: { from: number; onClose(): void; onChoose(at: number): void }) => {
  const w = useWords(messageWords)
  const [day, setDay] = createSignal(dayOf(props.from))
  let isChosen = false
  /** Midnight here, as people count days. */
  const at = () => new Date(`${day()}T00:00`).getTime()
  return (
    <Dialog
      open
      onOpenChange={() => props.onClose()}
      onClosed={() => isChosen && props.onChoose(at())}
      title={w().dayTitle}
    >
      <form
        class={styles['dayForm']}
        onSubmit={(event) => {
          event.preventDefault()
          if (Number.isNaN(at())) return
          isChosen = true
          props.onClose()
        }}
      >
        <TextField type="date" label={w().day} value={day()} onInput={setDay} max={dayOf(Date.now())} />
        <div class={styles['actions']}>
          <Button onClick={() => props.onClose()}>{w().close}</Button>
          <Button type="submit" variant="primary" disabled={Number.isNaN(at())}>
            {w().goThere}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
