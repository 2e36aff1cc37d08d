import FileBraces from 'lucide-solid/icons/file-braces'
import FileText from 'lucide-solid/icons/file-text'
import { createSignal, onCleanup } from 'solid-js'
import type { SignedReport } from '#shared/consults/report.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import { askersOf } from '#shared/consults/task-people.ts'
import { consultBundle } from '#shared/fhir/consult-bundle.ts'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { ExportButton } from '../export/index.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { consentWords, consultReasonWords, priorityWords, sexWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import type { RoomView } from '../matrix/types.ts'
import { useAnswerWords } from '../templates/index.ts'
import { Button, Checkbox, saveBlob, toast } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { caseFilesOf } from './case-files-of.ts'
import styles from './consults.module.css'
import { createConsults } from './consults-store.ts'
import { useNames } from './names.ts'
import { pdfBlocks } from './pdf-blocks.ts'
import { questionsOf } from './questions-of.ts'
import { RecordHandover } from './RecordHandover.tsx'
import { useStatusName } from './StatusLine.tsx'

type Props = { consult: Consult; request: ConsultRequest; reports: SignedReport[]; room: RoomView }

/** The consult for the record of the clinic, made on this device. */
export const ExportButtons = (props: Props) => {
  const w = useWords(consultWords)
  const priorityName = useWords(priorityWords)
  const statusName = useStatusName()
  const sexName = useWords(sexWords)
  const reasonName = useWords(consultReasonWords)
  const consentText = useWords(consentWords)
  const names = useNames()
  const consults = createConsults()
  const language = useLanguage()
  const answerWords = useAnswerWords()
  const fileEvents = props.room.events(eventTypes.caseFile)
  const questionEvents = props.room.events(eventTypes.consultQuestion)
  const [withConversation, setWithConversation] = createSignal(false)
  const ended = new AbortController()
  onCleanup(() => ended.abort())
  const [busy, setBusy] = createSignal<'pdf' | 'fhir' | null>(null)

  /** Read back to the beginning first: half a conversation on record would mislead. */
  const conversation = async (): Promise<ConsultRecord['conversation']> => {
    const { items } = await props.room.readWhole({ from: null, signal: ended.signal, onProgress: () => {} })
    return items.flatMap(({ eventId, sender, at, isEncrypted, body }) =>
      eventId && isEncrypted && body.kind === 'text' ? [{ eventId, sender, at, text: body.text }] : [],
    )
  }
  const record = (said: ConsultRecord['conversation']): ConsultRecord => ({
    roomId: props.consult.roomId,
    task: props.consult.task,
    request: props.request,
    reports: props.reports,
    files: caseFilesOf(fileEvents()),
    questions: questionsOf(questionEvents(), askersOf(props.consult.task)),
    conversation: said,
    parts: consults()
      .map(({ task }) => task)
      .filter(({ partOf }) => partOf?.roomId === props.consult.roomId),
    nameOf: names.person,
    clinicNameOf: names.clinic,
    headings: { findings: w().findings, assessment: w().assessment, recommendation: w().recommendation },
    language: language(),
    exportedAt: Date.now(),
  })
  const whole = async () => record(withConversation() ? await conversation() : [])
  // Carries no name: files lie in download folders that others look into.
  const fileName = (extension: string) => `${w().consult(props.consult.task.label).replaceAll(' ', '-')}.${extension}`

  const pdf = async (consult: ConsultRecord): Promise<Blob> => {
    const words = {
      ...w(),
      priorityName: priorityName()[consult.task.priority],
      statusName: statusName(consult.task),
      sexName: sexName()[consult.request.patient.sex],
      reasonName: reasonName()[consult.request.reason],
      consentText: consentText()[consult.request.consent.kind],
    }
    const { drawPdf } = await import('../pdf/draw-pdf.ts')
    const made = w().exportedAt(names.moment(consult.exportedAt))
    return drawPdf(pdfBlocks(consult, words, { ...names, answers: answerWords() }), {
      title: `${words.pdfTitle} ${consult.task.label}`,
      language: consult.language,
      footer: (page, pages) => `${w().consult(consult.task.label)} · ${made} · ${w().page(page, pages)}`,
    })
  }

  const fhir = async (consult: ConsultRecord): Promise<Blob> =>
    new Blob([JSON.stringify(consultBundle(consult), null, 2)], { type: 'application/fhir+json' })

  const save = async (kind: 'pdf' | 'fhir') => {
    if (busy()) return
    setBusy(kind)
    try {
      const blob = await (kind === 'pdf' ? pdf(record([])) : fhir(await whole()))
      saveBlob(blob, fileName(kind === 'pdf' ? 'pdf' : 'fhir.json'))
    } catch {
      toast({ tone: 'danger', title: w().exportFailed })
    } finally {
      setBusy(null)
    }
  }

  return (
    <section class={styles['card']} aria-label={w().exportTitle}>
      <h2 class={styles['heading']}>{w().exportTitle}</h2>
      <Checkbox
        label={w().withConversation}
        description={w().withConversationText}
        checked={withConversation()}
        onChange={setWithConversation}
      />
      <div class={styles['actions']}>
        <Button variant="secondary" icon={FileText} busy={busy() === 'pdf'} onClick={() => void save('pdf')}>
          {w().exportPdf}
        </Button>
        <Button variant="secondary" icon={FileBraces} busy={busy() === 'fhir'} onClick={() => void save('fhir')}>
          {w().exportFhir}
        </Button>
        <ExportButton room={props.room} />
        <RecordHandover roomId={props.consult.roomId} build={whole} />
      </div>
    </section>
  )
}
