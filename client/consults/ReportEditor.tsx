import { createSignal, For, Show } from 'solid-js'
import * as v from 'valibot'
import { consultReport, mostSectionChars, type ReportStatus, type SignedReport } from '#shared/consults/report.ts'
import type { Patient } from '#shared/consults/request.ts'
import { isOver } from '#shared/consults/task-status.ts'
import { presentService } from '#shared/consults/task-times.ts'
import { reportStructure, withStructure } from '#shared/fhir/structured.ts'
import { excessOf } from '#shared/matrix/event-size.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { withTemplate } from '#shared/templates/report-template.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { structuredTextWords } from '../i18n/words/structured-text.ts'
import { useSession } from '../matrix/session-context.tsx'
import { TakeTemplate } from '../templates/index.ts'
import { Banner, Button, Checkbox, Dialog, TextField, toast } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'
import { forgetReportDraft, reportDraft } from './drafts.ts'
import { useNames } from './names.ts'

type Props = { consult: Consult; patient: Patient; previous: SignedReport | null; onSigned(): void }

/** Version, signature and what names them. */
const envelopeChars = 600
const parts = ['findings', 'assessment', 'recommendation'] as const

/** Write the answer, or an interim one; look at the patient's name once more, sign off. */
export const ReportEditor = (props: Props) => {
  const w = useWords(consultWords)
  const session = useSession()
  const names = useNames()
  const format = useFormat()
  const structuredWords = useWords(structuredTextWords)
  const refusalWords = useRefusalWords()
  const { findings = '', assessment = '', recommendation = '' } = props.previous ?? {}
  const [draft, setDraft] = reportDraft(session, props.consult.roomId, { findings, assessment, recommendation })
  const [isChecked, setChecked] = createSignal(false)
  const [signing, setSigning] = createSignal<ReportStatus | null>(null)
  const [isSamePatient, setSamePatient] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)

  const ownService = () => {
    const service = presentService(props.consult.task)
    return service.serverName === session.serverName ? service : null
  }
  let form: HTMLFormElement | undefined

  const isMissing = (part: (typeof parts)[number]) => isChecked() && !draft[part].trim()
  /**
   * One event holds the whole report, so that what is signed can never be half there; what does not fit is said while it
   * is written, and stays in the draft.
   */
  const excess = () =>
    Math.max(
      excessOf({ ...draft, patient: props.patient, envelope: ' '.repeat(envelopeChars) }),
      ...parts.map((part) => draft[part].trim().length - mostSectionChars),
    )
  const mayBeInterim = () => !isOver(props.consult.task.status)

  const ask = (event: SubmitEvent) => {
    event.preventDefault()
    askFor('final')
  }
  const askFor = (status: ReportStatus) => {
    setChecked(true)
    if (excess() > 0 || parts.some((part) => !draft[part].trim())) {
      form?.querySelector<HTMLElement>('textarea[aria-invalid="true"]')?.focus()
      return
    }
    setSamePatient(false)
    setSigning(status)
  }

  const sign = async () => {
    const status = signing()
    if (!status || !isSamePatient() || isBusy()) return
    setBusy(true)
    const { previous, patient, consult } = props
    try {
      const content = v.parse(consultReport, {
        ...draft,
        status,
        version: (previous?.version ?? 0) + 1,
        replaces: previous?.eventId ?? null,
        isCorrection: status === 'final' && consult.task.status === 'completed',
        patient,
        signedOff: { by: session.userId, name: session.displayName(), at: Date.now() },
      })
      const structured = withStructure(
        content,
        reportStructure({ task: consult.task, request: { patient } }, content),
        structuredWords().report(content),
      )
      await session.outbox.send(consult.roomId, eventTypes.consultReport, structured)
      forgetReportDraft(session, consult.roomId)
      toast({ tone: 'success', title: status === 'final' ? w().reportSent : w().interimSent })
      setSigning(null)
      props.onSigned()
    } catch (error) {
      toast({ tone: 'danger', ...refusalWords(error) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <form ref={form} class={styles['stack']} onSubmit={ask} noValidate>
      <Show when={!props.previous && ownService()}>
        {(service) => (
          <TakeTemplate serviceId={service().id} onTake={(template) => setDraft(withTemplate(draft, template))} />
        )}
      </Show>
      <For each={parts}>
        {(part) => (
          <TextField
            label={w()[part]}
            value={draft[part]}
            onInput={(text) => setDraft(part, text)}
            multiline
            required
            {...(isMissing(part) ? { error: w().fieldMissing } : {})}
          />
        )}
      </For>
      <Show when={excess() > 0}>
        <div role="alert">
          <Banner tone="warning" title={w().reportTooLong}>
            {w().reportTooLongText(format.number(excess()))}
          </Banner>
        </div>
      </Show>
      <div class={styles['actions']}>
        <Button variant="primary" type="submit">
          {w().signOff}
        </Button>
        <Show when={mayBeInterim()}>
          <Button variant="secondary" onClick={() => askFor('preliminary')}>
            {w().interim}
          </Button>
        </Show>
      </div>
      <Dialog
        open={signing() !== null}
        onOpenChange={(isOpen) => !isOpen && setSigning(null)}
        title={signing() === 'preliminary' ? w().interimTitle : w().signOffTitle}
        description={w().signOffText}
      >
        <div class={styles['stack']}>
          <p class={styles['patientLarge']}>
            <strong>{props.patient.name}</strong>
            <span>{w().born(names.day(props.patient.birthDate))}</span>
          </p>
          <Checkbox label={w().samePatient} checked={isSamePatient()} onChange={setSamePatient} />
          <div class={styles['actions']}>
            <Button variant="secondary" onClick={() => setSigning(null)}>
              {w().cancel}
            </Button>
            <Button variant="primary" busy={isBusy()} disabled={!isSamePatient()} onClick={() => void sign()}>
              {signing() === 'preliminary' ? w().interim : w().signOff}
            </Button>
          </div>
        </div>
      </Dialog>
    </form>
  )
}
