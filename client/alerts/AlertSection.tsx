import { For, type JSX, Show } from 'solid-js'
import type { Priority } from '#shared/consults/priority.ts'
import { PriorityBadge } from '../ui/index.ts'
import styles from './alerts.module.css'

type SectionProps = {
  label: string
  /** Read out when they come. */
  sentences: readonly string[]
  hasAlerts: boolean
  children: JSX.Element
}

/** The alerts of one kind. */
export const AlertSection = (props: SectionProps) => (
  <>
    <div class={styles['announcer']} aria-live="assertive">
      <For each={props.sentences}>{(sentence) => <p>{sentence}</p>}</For>
    </div>
    <Show when={props.hasAlerts}>
      <section class={styles['alerts']} aria-label={props.label}>
        {props.children}
      </section>
    </Show>
  </>
)

type CardProps = {
  /** Null for what has none, as a call from a conversation. */
  priority: Priority | null
  title: string
  children: JSX.Element
  actions: JSX.Element
}

/** One call: how urgent, what about, and what can be done. */
export const AlertCard = (props: CardProps) => (
  <div class={styles['alert']} data-priority={props.priority ?? 'none'}>
    <Show when={props.priority}>{(priority) => <PriorityBadge priority={priority()} />}</Show>
    <p class={styles['text']}>
      <strong>{props.title}</strong>
      {props.children}
    </p>
    <div class={styles['actions']}>{props.actions}</div>
  </div>
)
