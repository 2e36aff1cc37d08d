import { A } from '@solidjs/router'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { isCalled } from '#shared/urgent/alert.ts'
import { confirms } from '#shared/urgent/message.ts'
import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { TimelineItem } from '../matrix/types.ts'
import { Button } from '../ui/index.ts'
import { confirmedAt, handoversOf, stepLines } from './alert-lists.ts'
import type { UrgentAlert } from './believe.ts'
import { CancelButton } from './CancelButton.tsx'
import { ConfirmButton } from './ConfirmButton.tsx'
import { Deadline } from './Deadline.tsx'
import { useUrgentNames } from './names.ts'
import styles from './urgent.module.css'
import { useUrgent } from './urgent-store.tsx'

type Marked = Pick<TimelineItem, 'sender' | 'isOwn' | 'send' | 'versions'> & {
  urgent: NonNullable<TimelineItem['urgent']>
}

/** Under an urgent message: who was alerted and who has confirmed, and what the person can do now. */
export const UrgentStatus = (props: { item: Marked }) => {
  const urgent = useUrgent()
  const w = useWords(urgentWords)
  const names = useUrgentNames()
  const alert = createMemo(() => urgent.find(props.item.urgent.alertId, props.item.sender))
  /** Whoever has confirmed may know an older text only. */
  const changedAt = () => {
    const edit = (props.item.versions?.length ?? 0) > 1 ? props.item.versions?.at(-1) : undefined
    const confirmed = confirmedAt(alert()?.alert ?? { changes: [] })
    return edit && confirmed !== null && edit.at > confirmed ? edit.at : null
  }
  return (
    <div class={styles['status']}>
      <Show when={alert()} fallback={<Show when={props.item.isOwn}>{<NotStarted item={props.item} />}</Show>}>
        {(one) => (
          <Show when={props.item.isOwn} fallback={<Received alert={one()} />}>
            <Sent alert={one()} />
          </Show>
        )}
      </Show>
      <Show when={changedAt()}>{(at) => <p class={styles['bad']}>{w().changedAfter(names.time(at()))}</p>}</Show>
    </div>
  )
}

/** The message is written, and nobody is called yet. */
const NotStarted = (props: { item: Marked }) => {
  const w = useWords(urgentWords)
  const session = useSession()
  const { outgoing } = useUrgent()
  const { alertId } = props.item.urgent
  const entry = () => outgoing.all().find(({ input }) => input.alertId === alertId)
  const isWaiting = () => props.item.send?.state === 'waiting' || session.connection() === 'offline'
  return (
    <Switch>
      <Match when={entry()?.error}>
        <p role="alert" class={styles['bad']}>
          {w().refused}
        </p>
        <div class={styles['actions']}>
          <Button variant="secondary" size="small" onClick={() => outgoing.retry(alertId)}>
            {w().retry}
          </Button>
          <Button variant="quiet" size="small" onClick={() => outgoing.discard(alertId)}>
            {w().discard}
          </Button>
        </div>
      </Match>
      <Match when={entry()}>
        <p role="status">{isWaiting() ? w().notStarted : w().starting}</p>
      </Match>
    </Switch>
  )
}

const Received = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const session = useSession()
  const names = useUrgentNames()
  const now = createClock()
  const alert = () => props.alert.alert
  return (
    <Switch>
      <Match when={alert().owner}>{(owner) => <Confirmed alert={props.alert} owner={owner()} />}</Match>
      <Match when={alert().status === 'cancelled'}>
        <p>{w().withdrawn(names.person(alert().requester))}</p>
      </Match>
      <Match when={isCalled(alert(), session.userId)}>
        <Deadline alert={alert()} now={now()} />
        <ConfirmButton alert={props.alert} />
      </Match>
    </Switch>
  )
}

const Confirmed = (props: { alert: UrgentAlert; owner: NonNullable<UrgentAlert['alert']['owner']> }) => {
  const w = useWords(urgentWords)
  const session = useSession()
  const names = useUrgentNames()
  const time = () => names.time(confirmedAt(props.alert.alert) ?? props.alert.alert.authoredOn)
  return (
    <p class={styles['good']}>
      {props.owner === session.userId ? w().youConfirmed(time()) : w().confirmedAt(names.person(props.owner), time())}
    </p>
  )
}

const Sent = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const session = useSession()
  const names = useUrgentNames()
  const now = createClock()
  const alert = () => props.alert.alert
  /** For instance because the identity of somebody in the chain has changed: that is decided where it was sent. */
  const isStuck = () =>
    session.outbox.entries().some(({ txnId, state }) => txnId === alert().alertId && state === 'failed')
  return (
    <>
      <ul class={styles['steps']}>
        <For each={stepLines(alert())}>
          {(line) => (
            <li data-outcome={line.outcome}>
              <Show when={line.since} fallback={w().next(names.step(line))}>
                {(since) => w().alerted(names.step(line), names.time(since()))}
              </Show>
              <Show when={line.outcome === 'silent'}> – {w().noAnswer}</Show>
              <Show when={line.outcome === 'called'}> – {w().waitsFor}</Show>
            </li>
          )}
        </For>
        <For each={handoversOf(alert())}>
          {({ by, person, at }) => <li>{w().handed(names.person(by), names.person(person), names.time(at))}</li>}
        </For>
      </ul>
      <Switch>
        <Match when={alert().owner}>
          {(owner) => (
            <>
              <Confirmed alert={props.alert} owner={owner()} />
              <Proof alert={props.alert} />
            </>
          )}
        </Match>
        <Match when={isStuck()}>
          <p role="alert" class={styles['bad']}>
            {w().stuck}
          </p>
          <A href={`/messages/${encodeURIComponent(props.alert.roomId)}`}>{w().open}</A>
        </Match>
        <Match when={alert().status === 'draft'}>
          <p role="status">{w().starting}</p>
        </Match>
        <Match when={alert().status === 'cancelled'}>
          <p>{w().cancelled}</p>
        </Match>
        <Match when={alert().status === 'failed'}>
          <p class={styles['bad']}>{w().failed}</p>
          <CancelButton alert={props.alert} variant="quiet" />
        </Match>
        <Match when={alert().status === 'requested'}>
          <Deadline alert={alert()} now={now()} />
          <CancelButton alert={props.alert} variant="quiet" />
        </Match>
      </Switch>
    </>
  )
}

/** The clinic says who has confirmed; that person's own encrypted event proves it. */
const Proof = (props: { alert: UrgentAlert }) => {
  const w = useWords(urgentWords)
  const answers = useSession().openRoom(props.alert.roomId).events(eventTypes.responseStatus)
  const isProven = () => {
    const { confirmation, message, owner } = props.alert.alert
    return (
      message !== null &&
      answers().some(
        ({ eventId, encrypted, sender, content }) =>
          encrypted && eventId === confirmation && sender === owner && confirms(content, message),
      )
    )
  }
  return <p class={styles['proof']}>{isProven() ? w().proof : w().noProof}</p>
}
