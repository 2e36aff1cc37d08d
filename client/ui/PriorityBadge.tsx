import { Match, Switch } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/ui.ts'
import styles from './Badge.module.css'
import type { Icon } from './icon.ts'

/** Ring, triangle, diamond, octagon: the more urgent, the more of it is filled. */
const PriorityShape = (props: { priority: Priority }) => (
  <svg class={styles['shape']} data-priority={props.priority} viewBox="0 0 16 16" aria-hidden="true">
    <Switch>
      <Match when={props.priority === 'routine'}>
        <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2.5" />
      </Match>
      <Match when={props.priority === 'urgent'}>
        <path d="M8 1.5 15.5 14.5H.5Z" fill="currentColor" />
      </Match>
      <Match when={props.priority === 'asap'}>
        <path d="M8 0 16 8 8 16 0 8Z" fill="currentColor" />
      </Match>
      <Match when={props.priority === 'stat'}>
        <path d="M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7Z" fill="currentColor" />
        <path d="M7 3h2v6H7zM7 11h2v2H7z" class={styles['cut']} />
      </Match>
    </Switch>
  </svg>
)

/** The shape alone, for where a word stands beside it. */
export const priorityIcons: Record<Priority, Icon> = {
  routine: () => <PriorityShape priority="routine" />,
  urgent: () => <PriorityShape priority="urgent" />,
  asap: () => <PriorityShape priority="asap" />,
  stat: () => <PriorityShape priority="stat" />,
}

/** How urgent, by colour, shape and word at once: one in twelve men cannot tell red from green. */
export const PriorityBadge = (props: { priority: Priority }) => {
  const w = useWords(priorityWords)
  return (
    <span class={`${styles['badge']} ${styles['priority']}`} data-priority={props.priority}>
      <PriorityShape priority={props.priority} />
      {w()[props.priority]}
    </span>
  )
}
