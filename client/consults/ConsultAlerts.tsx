import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, type JSX, Show, untrack } from 'solid-js'
import { reasons, type Task, type TaskChange } from '#shared/consults/task-content.ts'
import { handedBy, isHandedUnseen } from '#shared/consults/task-people.ts'
import { answeringService } from '#shared/consults/task-times.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import {
  AlertCard,
  AlertSection,
  createClock,
  createJoinCalled,
  createKeepHistory,
  useRinging,
} from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords, taskReasonWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, toast } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { useMoveAndTell } from './consult-actions.ts'
import { createConsults } from './consults-store.ts'
import { historyRules } from './history-rules.ts'
import { useChangeSentence, useNames } from './names.ts'
import { newsOf, type Seen, seenOf } from './news.ts'
import { createReadyToAnswer } from './ready-to-answer.ts'
import { Deadline } from './StatusLine.tsx'
import { alertsOf } from './worklist.ts'

const newsTones: Partial<Record<TaskChange['change'], 'success' | 'warning'>> = {
  accepted: 'success',
  completed: 'success',
  // What was advised before may be wrong.
  corrected: 'warning',
}

/** On top of everything until handled: who waits for me, how urgently, how long is left. With sound. */
export const ConsultAlerts = () => {
  const w = useWords(consultWords)
  const changeSentence = useChangeSentence()
  const priorityName = useWords(priorityWords)
  const session = useSession()
  const names = useNames()
  const navigate = useNavigate()
  const location = useLocation()
  const consults = createConsults()
  createJoinCalled(consults)
  createKeepHistory(consults, historyRules)
  const now = createClock()
  const alerts = createMemo(() => alertsOf(consults(), session.userId))
  createReadyToAnswer(alerts)
  useRinging().add(() => alerts()[0]?.task.priority ?? null)

  /** Of one that I was handed and have not said that I saw. */
  const giverOf = (task: Task): UserId | null => (isHandedUnseen(task, session.userId) ? handedBy(task) : null)

  const addressOf = (roomId: RoomId) => `/consults/${encodeURIComponent(roomId)}`
  const open = (roomId: RoomId) => navigate(addressOf(roomId))
  // Whoever has the consult before their eyes sees it there.
  const isShowing = (roomId: RoomId) =>
    document.visibilityState === 'visible' && untrack(() => location.pathname) === addressOf(roomId)
  createEffect<Seen>((before) => {
    const all = consults()
    for (const { consult, change, isTaken } of newsOf(before, all, session.userId)) {
      const isOnTop = untrack(alerts).some(({ roomId }) => roomId === consult.roomId)
      if (isOnTop || (!isTaken && isShowing(consult.roomId))) continue
      const giver = giverOf(consult.task)
      toast({
        tone: newsTones[change.change] ?? 'info',
        title: w().consult(consult.task.label),
        text:
          isTaken && consult.task.owner
            ? w().lost(names.person(consult.task.owner))
            : giver
              ? w().handedToYou(names.person(giver))
              : changeSentence(consult.task)(change),
        action: { label: w().open, onClick: () => open(consult.roomId) },
      })
    }
    return seenOf(all)
  }, new Map())

  const sentence = ({ task }: Consult) => {
    const giver = giverOf(task)
    if (giver) return w().handedAlert(priorityName()[task.priority], names.person(giver))
    const department = names.department(answeringService(task, session.userId))
    return w().alertTitle(priorityName()[task.priority], department)
  }

  return (
    <AlertSection label={w().alerts} sentences={alerts().map(sentence)} hasAlerts={alerts().length > 0}>
      <For each={alerts().map(({ roomId }) => roomId)}>
        {(roomId) => (
          <Show when={alerts().find((consult) => consult.roomId === roomId)}>
            {(consult) => (
              <Show
                when={giverOf(consult().task)}
                fallback={<Alert consult={consult()} now={now()} onOpen={() => open(roomId)} />}
              >
                {(giver) => <Handed consult={consult()} giver={giver()} now={now()} onOpen={() => open(roomId)} />}
              </Show>
            )}
          </Show>
        )}
      </For>
    </AlertSection>
  )
}

type CardProps = { consult: Consult; now: number; onOpen(): void }

type ActingCardProps = CardProps & {
  title: string
  /** The step that ends the alert; the consult opens with it. */
  act: { to: 'accepted' | 'received'; label: string; done: string }
  /** What else can be done. */
  children?: JSX.Element
}

/** Which consult it is, how long is left, and the one step that it waits for. */
const ConsultCard = (props: ActingCardProps) => {
  const w = useWords(consultWords)
  const session = useSession()
  const names = useNames()
  const moveAndTell = useMoveAndTell()
  const [isBusy, setBusy] = createSignal(false)
  const task = () => props.consult.task
  const act = async () => {
    setBusy(true)
    const isDone = await moveAndTell(props.consult, { to: props.act.to }, props.act.done)
    setBusy(false)
    if (isDone) props.onOpen()
  }
  return (
    <AlertCard
      priority={task().priority}
      title={props.title}
      actions={
        <>
          <Button
            variant="primary"
            busy={isBusy()}
            disabled={session.connection() === 'offline'}
            onClick={() => void act()}
          >
            {props.act.label}
          </Button>
          <Button variant="secondary" onClick={() => props.onOpen()}>
            {w().open}
          </Button>
          {props.children}
        </>
      }
    >
      <span>
        {w().consult(task().label)} {w().from(names.person(task().requester), names.clinicOf(task().requester))}
      </span>
      <Deadline task={task()} now={props.now} />
    </AlertCard>
  )
}

/** It is theirs already; who gave it learns that it has arrived. */
const Handed = (props: CardProps & { giver: UserId }) => {
  const w = useWords(consultWords)
  const names = useNames()
  return (
    <ConsultCard
      consult={props.consult}
      now={props.now}
      onOpen={props.onOpen}
      title={w().handedBy(names.person(props.giver))}
      act={{ to: 'received', label: w().seen, done: w().seenNow }}
    />
  )
}

const Alert = (props: CardProps) => {
  const w = useWords(consultWords)
  const session = useSession()
  const names = useNames()
  const moveAndTell = useMoveAndTell()
  const reasonName = useWords(taskReasonWords)
  const [isDeclining, setDeclining] = createSignal(false)
  /** Of the first choice or of the second: their own. */
  const calledFor = () => answeringService(props.consult.task, session.userId)

  return (
    <>
      <ConsultCard
        consult={props.consult}
        now={props.now}
        onOpen={props.onOpen}
        title={w().consultFor(names.department(calledFor()))}
        act={{ to: 'accepted', label: w().accept, done: w().accepted }}
      >
        <Button variant="quiet" disabled={session.connection() === 'offline'} onClick={() => setDeclining(true)}>
          {w().decline}
        </Button>
      </ConsultCard>
      <CodeDialog
        open={isDeclining()}
        onOpenChange={setDeclining}
        title={w().declineTitle(props.consult.task.label)}
        text={w().declineText}
        confirm={w().decline}
        legend={w().reasonLabel}
        codes={reasons.rejected}
        names={reasonName()}
        onConfirm={(reason) => moveAndTell(props.consult, { to: 'rejected', reason }, w().declined)}
      />
    </>
  )
}
