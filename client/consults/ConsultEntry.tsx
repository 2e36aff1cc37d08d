import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { presentService } from '#shared/consults/task-times.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { PriorityBadge, StatusBadge, TimeAgo } from '../ui/index.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'
import { Deadline, statusTones, useStatusName, useStatusSentence } from './StatusLine.tsx'
import type { Listed } from './worklist.ts'

type Props = {
  consult: Listed
  now: number
  isOpen: boolean
  unread: number
  place: { at: number; of: number }
}

/** One line of the worklist: how urgent, who asks whom, where it stands, how long is left. */
export const ConsultEntry = (props: Props) => {
  const w = useWords(consultWords)
  const statusName = useStatusName()
  const names = useNames()
  const sentence = useStatusSentence()
  const task = () => props.consult.task

  return (
    <li class={styles['entryItem']} aria-posinset={props.place.at} aria-setsize={props.place.of}>
      <A
        href={`/consults/${encodeURIComponent(props.consult.roomId)}`}
        class={styles['entry']}
        activeClass=""
        inactiveClass=""
        aria-current={props.isOpen ? 'page' : undefined}
      >
        <span class={styles['entryTop']}>
          <PriorityBadge priority={task().priority} />
          <strong>{w().consult(task().label)}</strong>
          <StatusBadge tone={statusTones[task().status]}>{statusName(task())}</StatusBadge>
          <Show when={props.unread}>{(count) => <StatusBadge tone="info">{w().unread(count())}</StatusBadge>}</Show>
        </span>
        <span>{names.department(presentService(task()))}</span>
        <span class={styles['muted']}>
          {w().from(names.person(task().requester), names.clinicOf(task().requester))} ·{' '}
          <TimeAgo at={task().authoredOn} />
        </span>
        <span class={styles['muted']}>{sentence(task())}</span>
        <Deadline task={task()} now={props.now} />
      </A>
    </li>
  )
}
