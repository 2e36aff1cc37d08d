import { createEffect, createSignal, For, Show } from 'solid-js'
import { type SignedReport, untoldReport } from '#shared/consults/report.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import { lastAnswer } from '#shared/consults/task.ts'
import { isOver, isUnclaimed } from '#shared/consults/task-status.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { useMove, useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'
import { hasReportDraft } from './drafts.ts'
import { useNames } from './names.ts'
import { ReportCard } from './ReportCard.tsx'
import { ReportEditor } from './ReportEditor.tsx'

type Props = { consult: Consult; request: ConsultRequest | null; reports: SignedReport[] }

/** The answer: written and signed by the one who has the consult, read by everybody. */
export const ReportSection = (props: Props) => {
  const w = useWords(consultWords)
  const session = useSession()
  const move = useMove()
  const refusalWords = useRefusalWords()
  const names = useNames()
  const [isCorrecting, setCorrecting] = createSignal(false)
  const [failure, setFailure] = createSignal<unknown>(null)

  const task = () => props.consult.task
  const isOwner = () => task().owner === session.userId
  const isAnswered = () => task().status === 'completed'
  const isInCare = () => !isOver(task().status) && !isUnclaimed(task().status)
  const newest = () => props.reports.at(-1) ?? null
  const unsent = () =>
    session.outbox.entries().find((one) => one.roomId === props.consult.roomId && one.type === eventTypes.consultReport)

  // Signing off is what answers: the task follows as soon as the report has an event to point at, also when it was
  // sent by a device that was closed before it could say so.
  const untold = () => (isOwner() && (isInCare() || isAnswered()) ? untoldReport(task(), newest()) : null)
  const tell = async (to: 'completed' | 'corrected' | 'interim', report: string) => {
    setFailure(null)
    await move(props.consult, { to, report: report as EventId }).catch(setFailure)
  }
  const told = new Set<string>()
  createEffect(() => {
    const report = newest()
    const to = untold()
    if (!report || !to || told.has(report.eventId)) return
    told.add(report.eventId)
    void tell(to, report.eventId)
  })

  /** What stood there before the newest was corrected; a further answer corrects nothing. */
  const corrected = () => (lastAnswer(task())?.change === 'corrected' ? (props.reports.at(-2) ?? null) : null)

  const mayWrite = () => isOwner() && !unsent() && (isInCare() ? !untold() : isAnswered() && isCorrecting())

  return (
    <section class={styles['card']} aria-label={w().report}>
      <h2 class={styles['heading']}>{w().report}</h2>
      <Show when={unsent()}>
        {(entry) => (
          <Banner tone={entry().state === 'failed' ? 'danger' : 'info'} title={w().reportWaiting}>
            <Show when={entry().state === 'failed'}>
              <Button variant="secondary" onClick={() => session.outbox.retry(entry().txnId)}>
                {w().retry}
              </Button>
            </Show>
          </Banner>
        )}
      </Show>
      <Show when={failure() ? untold() : null}>
        {(to) => (
          <div role="alert">
            <Banner tone="warning" title={w().notCompleted}>
              {refusalWords(failure()).text}{' '}
              <Button variant="secondary" onClick={() => void tell(to(), newest()?.eventId ?? '')}>
                {to() === 'completed' ? w().complete : w().retry}
              </Button>
            </Banner>
          </div>
        )}
      </Show>
      <Show when={newest()} fallback={<Show when={!isOwner()}>{<p class={styles['muted']}>{w().noReport}</p>}</Show>}>
        {(report) => (
          <>
            <Show when={isAnswered() && corrected()}>
              {(before) => (
                <Banner tone="warning" title={w().correctedTitle}>
                  {w().correctedText(before().version, names.moment(before().signedOff.at))}
                </Banner>
              )}
            </Show>
            <ReportCard report={report()} />
          </>
        )}
      </Show>
      <Show when={mayWrite()}>
        <Show when={props.request} fallback={<p class={styles['muted']}>{w().requestMissing}</p>}>
          {(request) => (
            <ReportEditor
              consult={props.consult}
              patient={request().patient}
              previous={newest()}
              onSigned={() => setCorrecting(false)}
            />
          )}
        </Show>
      </Show>
      <Show when={isOwner() && isAnswered() && !isCorrecting() && !unsent() && newest()}>
        <Button variant="secondary" onClick={() => setCorrecting(true)}>
          {w().correct}
          {hasReportDraft(session, props.consult.roomId) ? ' …' : ''}
        </Button>
      </Show>
      <Show when={props.reports.length > 1}>
        <details>
          <summary>{w().earlier}</summary>
          <For each={props.reports.slice(0, -1).toReversed()}>{(report) => <ReportCard report={report} />}</For>
        </details>
      </Show>
    </section>
  )
}
