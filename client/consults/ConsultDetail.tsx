import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { reportsOf } from '#shared/consults/report.ts'
import { parseRequest } from '#shared/consults/request.ts'
import { isAlerted, ownersOf } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { CallBanner, StartCallButton } from '../calls/index.ts'
import { CaseFilesPanel } from '../case-files/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { RoomPane } from '../conversations/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { featureWords } from '../i18n/words/features.ts'
import { heardCount } from '../matrix/heard.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, ErrorState, Skeleton } from '../ui/index.ts'
import { type Consult, firstOf } from './believe.ts'
import { ConsultActions } from './ConsultActions.tsx'
import { ConsultSummary } from './ConsultSummary.tsx'
import { useMove, useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'
import { ExportButtons } from './ExportButtons.tsx'
import { FollowUps } from './FollowUps.tsx'
import { PartsSection } from './PartsSection.tsx'
import { ReceivedSection } from './ReceivedSection.tsx'
import { ReportSection } from './ReportSection.tsx'
import { RequestFacts } from './RequestFacts.tsx'
import { Deadline } from './StatusLine.tsx'
import { TaskHistory } from './TaskHistory.tsx'

/** One consult: where it stands, what is asked, the files, the conversation, the call and the report. */
export const ConsultDetail = (props: { consult: Consult; now: number }) => {
  const session = useSession()
  const [failure, setFailure] = createSignal<unknown>(null)
  const refusalWords = useRefusalWords()
  const isJoined = () => props.consult.membership === 'join'

  const enter = () => {
    setFailure(null)
    const { roomId, homeServer } = props.consult
    session.joinRoom(roomId, [homeServer]).catch(setFailure)
  }
  // Opening is how a person on call enters: reading needs membership.
  if (!isJoined()) enter()

  return (
    <article class={styles['consult']}>
      <ConsultHeader consult={props.consult} now={props.now} />
      <Show
        when={isJoined()}
        fallback={
          <Show when={failure()} fallback={<Skeleton width="100%" height="16rem" />}>
            {(error) => (
              <ErrorState title={refusalWords(error()).title} text={refusalWords(error()).text} onRetry={enter} />
            )}
          </Show>
        }
      >
        <ConsultBody consult={props.consult} />
      </Show>
    </article>
  )
}

const ConsultHeader = (props: { consult: Consult; now: number }) => (
  <header class={styles['header']}>
    <ConsultSummary task={props.consult.task} />
    <Deadline task={props.consult.task} now={props.now} />
    <ConsultActions consult={props.consult}>
      <Show when={props.consult.membership === 'join' && !isOver(props.consult.task.status)}>
        <StartCallButton roomId={props.consult.roomId} />
      </Show>
    </ConsultActions>
  </header>
)

const ConsultBody = (props: { consult: Consult }) => {
  const w = useWords(consultWords)
  const features = useWords(featureWords)
  const api = useClinicApi()
  const session = useSession()
  const move = useMove()
  const room = session.openRoom(props.consult.roomId)
  const requests = room.events(eventTypes.consultRequest)
  const reportEvents = room.events(eventTypes.consultReport)
  const unread = () => {
    const summary = room.summary()
    return summary ? heardCount(summary) : 0
  }
  const [pane, setPane] = createSignal<'case' | 'conversation'>('case')

  const task = () => props.consult.task
  const request = createMemo(() => firstOf(requests(), task().requester, parseRequest))
  const reports = createMemo(() => reportsOf(reportEvents(), ownersOf(task())))

  let hasTold = false
  createEffect(() => {
    if (hasTold || task().status !== 'requested' || !request() || !isAlerted(task(), session.userId)) return
    hasTold = true
    // Somebody who is called has it before their eyes; if this does not arrive, accepting says it too.
    move(props.consult, { to: 'received' }).catch(() => {})
  })

  // What was asked for is what one comes back for.
  const isAnswered = () => task().status === 'completed'
  const Answer = () => (
    <>
      <ReportSection consult={props.consult} request={request()} reports={reports()} />
      <Show when={request()}>
        {(asked) => <ExportButtons consult={props.consult} request={asked()} reports={reports()} room={room} />}
      </Show>
    </>
  )

  return (
    <>
      <CallBanner roomId={props.consult.roomId} />
      <div class={styles['panes']}>
        <button type="button" aria-pressed={pane() === 'case'} onClick={() => setPane('case')}>
          {w().request}
        </button>
        <button type="button" aria-pressed={pane() === 'conversation'} onClick={() => setPane('conversation')}>
          {w().conversation}
          <Show when={unread()}>{(count) => ` (${count()})`}</Show>
        </button>
      </div>
      <div class={styles['body']}>
        <div class={styles['case']} classList={{ [styles['hiddenPane'] ?? '']: pane() !== 'case' }}>
          <Show when={isAnswered()}>
            <Answer />
          </Show>
          <section class={styles['card']} aria-label={w().request}>
            <h2 class={styles['heading']}>{w().request}</h2>
            <Show
              when={request()}
              fallback={
                <Banner tone="info" title={w().requestMissing}>
                  {task().standIn ? w().requestMissingGone : w().requestMissingText}
                </Banner>
              }
            >
              {(asked) => <RequestFacts request={asked()} />}
            </Show>
          </section>
          <PartsSection consult={props.consult} />
          <FollowUps consult={props.consult} room={room} />
          <section class={styles['card']} aria-label={w().files}>
            <h2 class={styles['heading']}>{w().files}</h2>
            <Show when={api.has('case-files')} fallback={<p>{features().isOff(features().names['case-files'])}</p>}>
              <CaseFilesPanel roomId={props.consult.roomId} requester={task().requester} />
            </Show>
          </section>
          <Show when={!isAnswered()}>
            <Answer />
          </Show>
          <section class={styles['card']} aria-label={w().history}>
            <h2 class={styles['heading']}>{w().history}</h2>
            <TaskHistory task={task()} />
          </section>
          <ReceivedSection consult={props.consult} />
        </div>
        <section
          class={styles['conversation']}
          classList={{ [styles['hiddenPane'] ?? '']: pane() !== 'conversation' }}
          aria-label={w().conversation}
        >
          <RoomPane roomId={props.consult.roomId} requester={task().requester} />
        </section>
      </div>
    </>
  )
}
