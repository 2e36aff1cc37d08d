import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { presentService } from '#shared/consults/task-times.ts'
import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Button, keepAwake, PageHeader, PriorityBadge } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import styles from './board.module.css'
import { columns, columnsOf } from './board.ts'
import { createConsults } from './consults-store.ts'
import { useNames } from './names.ts'
import { Deadline } from './StatusLine.tsx'

/** What is open, to be read from across the room: labels, departments and times, and nothing of a patient. */
export const ConsultBoard = () => {
  const w = useWords(consultWords)
  const consults = createConsults()
  const now = createClock()
  const list = createMemo(() => columnsOf(consults()))
  keepAwake()

  return (
    <section class={styles['board']}>
      <PageHeader
        title={w().board}
        text={w().boardText}
        back={<A href="/consults">{w().back}</A>}
        actions={
          <Button
            variant="secondary"
            onClick={() => void document.documentElement.requestFullscreen?.().catch(() => {})}
          >
            {w().fullScreen}
          </Button>
        }
      />
      <div class={styles['columns']}>
        <For each={columns}>
          {(column) => (
            <section class={styles['column']} aria-labelledby={`board-${column}`}>
              <h2 id={`board-${column}`}>
                {w().boardColumns[column]} <span class={styles['count']}>{list()[column].length}</span>
              </h2>
              <ul>
                <For each={list()[column]} fallback={<li class={styles['none']}>{w().boardNone}</li>}>
                  {(consult) => <BoardCard consult={consult} now={now()} />}
                </For>
              </ul>
            </section>
          )}
        </For>
      </div>
    </section>
  )
}

const BoardCard = (props: { consult: Consult; now: number }) => {
  const names = useNames()
  const task = () => props.consult.task
  return (
    <li class={styles['card']} data-priority={task().priority}>
      <p class={styles['top']}>
        <PriorityBadge priority={task().priority} />
        <strong>{task().label}</strong>
        <Deadline task={task()} now={props.now} />
      </p>
      <p>{names.department(presentService(task()))}</p>
      <p class={styles['none']}>
        {names.clinicOf(task().requester)}
        <Show when={task().owner}>{(owner) => <> → {names.person(owner())}</>}</Show>
      </p>
    </li>
  )
}
