import { createSignal } from 'solid-js'
import * as v from 'valibot'
import { followUpQuestion } from '#shared/consults/question.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Dialog, TextField, toast } from '../ui/index.ts'
import { useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'

type Props = { open: boolean; onOpenChange(isOpen: boolean): void; roomId: RoomId }

/** Asks again after the answer; once the question has arrived, the consult goes back to whom it belongs. */
export const FollowUpDialog = (props: Props) => {
  const w = useWords(consultWords)
  const session = useSession()
  const refusalWords = useRefusalWords()
  const [question, setQuestion] = createSignal('')
  const [isMissing, setMissing] = createSignal(false)

  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const content = v.safeParse(followUpQuestion, { question: question() })
    setMissing(!content.success)
    if (!content.success) return
    try {
      await session.outbox.send(props.roomId, eventTypes.consultQuestion, content.output)
      setQuestion('')
      props.onOpenChange(false)
    } catch (error) {
      toast({ tone: 'danger', ...refusalWords(error) })
    }
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().askAgain} description={w().askAgainText}>
      <form class={styles['stack']} onSubmit={(event) => void send(event)} noValidate>
        <TextField
          label={w().followUp}
          value={question()}
          onInput={setQuestion}
          multiline
          required
          autofocus
          {...(isMissing() ? { error: w().fieldMissing } : {})}
        />
        <div class={styles['actions']}>
          <Button variant="secondary" onClick={() => props.onOpenChange(false)}>
            {w().cancel}
          </Button>
          <Button variant="primary" type="submit">
            {w().sendFollowUp}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
