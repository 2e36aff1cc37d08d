import { Show } from 'solid-js'
import type { Task } from '#shared/consults/task-content.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { PriorityBadge, StatusBadge } from '../ui/index.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'
import { statusTones, useStatusName, useStatusSentence } from './StatusLine.tsx'

/** On top of an open consult: which one it is, who asks whom, and where it stands. */
export const ConsultSummary = (props: { task: Task }) => {
  const w = useWords(consultWords)
  const statusName = useStatusName()
  const names = useNames()
  const sentence = useStatusSentence()
  const asked = (service: Task['service']) => {
    const department = names.department(service)
    return service.practitioner ? w().personOf(names.person(service.practitioner), department) : department
  }
  return (
    <>
      <div class={styles['entryTop']}>
        <h1 class={styles['title']}>{w().consult(props.task.label)}</h1>
        <PriorityBadge priority={props.task.priority} />
        <StatusBadge tone={statusTones[props.task.status]}>{statusName(props.task)}</StatusBadge>
      </div>
      <p class={styles['muted']}>
        {asked(props.task.service)} ·{' '}
        {w().from(names.person(props.task.requester), names.clinicOf(props.task.requester))}
      </p>
      <Show when={props.task.standIn}>
        {(person) => <p class={styles['muted']}>{w().standIn(names.person(person()))}</p>}
      </Show>
      <Show when={props.task.alternative}>
        {(second) => (
          <p class={styles['muted']}>
            {w().alternative}: {asked(second())}
          </p>
        )}
      </Show>
      <p role="status" class={styles['sentence']}>
        {sentence(props.task)}
      </p>
    </>
  )
}
