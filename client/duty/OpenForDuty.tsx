import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { useFormat, useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { useSession } from '../matrix/session-context.tsx'
import { StatusBadge } from '../ui/index.ts'
import styles from './duty.module.css'
import type { OpenItems } from './end-choices.ts'

/** What is open in a shift, the most urgent first, as its end will ask for it. */
export const OpenForDuty = (props: OpenItems) => {
  const w = useWords(dutyWords)
  const session = useSession()
  const isNothing = () => props.alerts.length + props.consults.length + props.duty.conversations.length === 0
  return (
    <Show
      when={!isNothing()}
      fallback={<p class={styles['muted']}>{props.duty.tier === null ? w().waitingForDuty : w().nothingOpen}</p>}
    >
      <ul class={styles['rows']}>
        <For each={props.alerts}>
          {({ name, href, since }) => <Item name={name} href={href} since={since} state="" />}
        </For>
        <For each={props.consults}>
          {(consult) => (
            <Item
              name={consult.name}
              href={consult.href}
              since={consult.kind === 'asked' ? consult.since : null}
              state={w().consultIsYours}
            />
          )}
        </For>
        <For each={props.duty.conversations}>
          {({ roomId, roster, waitingSince }) => (
            <Item
              name={session.nameOf(roster.asker)}
              href={`/messages/${encodeURIComponent(roomId)}`}
              since={waitingSince}
              state={w().answered}
            />
          )}
        </For>
      </ul>
    </Show>
  )
}

/** `since`: somebody waits; `state`: what is said when nobody does. */
const Item = (props: { name: string; href: string; since: number | null; state: string }) => {
  const w = useWords(dutyWords)
  const format = useFormat()
  return (
    <li class={styles['row']}>
      <A class={styles['rowName']} href={props.href}>
        {props.name}
      </A>
      <Show when={props.since} fallback={<span class={styles['muted']}>{props.state}</span>}>
        {(since) => <StatusBadge tone="warning">{w().waitingFor(format.duration(Date.now() - since()))}</StatusBadge>}
      </Show>
    </li>
  )
}
