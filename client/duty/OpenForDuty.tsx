import { Key } from '@solid-primitives/keyed'
import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { useFormat, useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { useSession } from '../matrix/session-context.tsx'
import { StatusBadge } from '../ui/index.ts'
import styles from './duty.module.css'
import type { OpenItems } from './end-choices.ts'
import type { ShiftConsult } from './shift-items.ts'

const sinceOf = (consult: ShiftConsult) => (consult.kind === 'asked' ? consult.since : null)

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
        {/* By room: they are asked for again and again while somebody goes along them. */}
        <Key each={props.alerts} by="roomId">
          {(alert) => <Item name={alert().name} href={alert().href} since={alert().since} state="" />}
        </Key>
        <Key each={props.consults} by="roomId">
          {(consult) => (
            <Item name={consult().name} href={consult().href} since={sinceOf(consult())} state={w().consultIsYours} />
          )}
        </Key>
        <Key each={props.duty.conversations} by="roomId">
          {(conversation) => (
            <Item
              name={session.nameOf(conversation().roster.asker)}
              href={`/messages/${encodeURIComponent(conversation().roomId)}`}
              since={conversation().waitingSince}
              state={w().answered}
            />
          )}
        </Key>
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
