import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import { openTo } from '#shared/consults/task.ts'
import { askersOf } from '#shared/consults/task-people.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { Banner, Button } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { useMove, useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'
import { questionsOf } from './questions-of.ts'

/** What was asked after the answer, oldest first. */
export const FollowUps = (props: { consult: Consult; room: RoomView }) => {
  const w = useWords(consultWords)
  const session = useSession()
  const names = useNames()
  const move = useMove()
  const refusalWords = useRefusalWords()
  const events = props.room.events(eventTypes.consultQuestion)
  const [failure, setFailure] = createSignal<unknown>(null)

  const task = () => props.consult.task
  const questions = createMemo(() => questionsOf(events(), askersOf(task())))
  const untold = () => {
    const newest = questions().at(-1)
    const mayTell = openTo(task(), session.userId, Date.now()).includes('reopened')
    return mayTell && newest && newest.eventId !== task().question ? newest.eventId : null
  }
  const reopen = async (question: string) => {
    setFailure(null)
    await move(props.consult, { to: 'reopened', question: question as EventId }).catch(setFailure)
  }
  // The service learns of the question once it is there, also when the device that wrote it was closed before.
  const told = new Set<string>()
  createEffect(() => {
    const question = untold()
    if (!question || told.has(question)) return
    told.add(question)
    void reopen(question)
  })

  return (
    <Show when={questions().length > 0}>
      <section class={styles['card']} aria-label={w().followUp}>
        <h2 class={styles['heading']}>{w().followUp}</h2>
        <Show when={failure() ? untold() : null}>
          {(question) => (
            <div role="alert">
              <Banner tone="warning" title={w().notReopened}>
                {refusalWords(failure()).text}{' '}
                <Button variant="secondary" onClick={() => void reopen(question())}>
                  {w().retry}
                </Button>
              </Banner>
            </div>
          )}
        </Show>
        <For each={questions()}>
          {({ text, at, by }) => (
            <p class={styles['followUp']}>
              <span>{text}</span>
              <span class={styles['muted']}>
                {names.person(by)}, {names.moment(at)}
              </span>
            </p>
          )}
        </For>
      </section>
    </Show>
  )
}
