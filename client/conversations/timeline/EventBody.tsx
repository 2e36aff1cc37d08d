import CalendarClock from 'lucide-solid/icons/calendar-clock'
import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Download from 'lucide-solid/icons/download'
import FileQuestion from 'lucide-solid/icons/file-question-mark'
import Ruler from 'lucide-solid/icons/ruler'
import Trash from 'lucide-solid/icons/trash'
import UserPlus from 'lucide-solid/icons/user-plus'
import { Match, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { type PlanEvent, parsePlan } from '#shared/calls/plan.ts'
import { parseFileDeletion } from '#shared/case-files/deletion.ts'
import { parseReport } from '#shared/consults/report.ts'
import { annotationKind } from '#shared/dicom/annotations.ts'
import { parseNotice } from '#shared/export/notice.ts'
import { structuredText } from '#shared/fhir/structured.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { PlanCard } from '../../calls/index.ts'
import { CaseFileCard } from '../../case-files/index.ts'
import { HandoverCard } from '../../duty/index.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { caseFileWords } from '../../i18n/words/case-files.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { exportWords } from '../../i18n/words/export.ts'
import { guestWords } from '../../i18n/words/guests.ts'
import { planWords } from '../../i18n/words/plan.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import { MediaBody, mediaOf } from '../../media/index.ts'
import { useConversation } from '../conversation-context.ts'
import { mayAskAbout } from './message-actions.ts'
import styles from './timeline.module.css'

/** An event that is not a text: a card for a file, a line for the rest. */
export const EventBody = (props: { item: TimelineItem; room: RoomView }) => {
  const w = useWords(conversationWords)
  const exportWord = useWords(exportWords)
  const planWord = useWords(planWords)
  const fileWord = useWords(caseFileWords)
  const guestWord = useWords(guestWords)
  const format = useFormat()
  const conversation = useConversation()
  const { askAbout, requester } = conversation
  const type = () => (props.item.body.kind === 'event' ? props.item.body.type : '')
  const content = () => (props.item.body.kind === 'event' ? props.item.body.content : {})

  const plan = () => (props.item.isEncrypted && type() === eventTypes.callPlan ? parsePlan(content()) : null)
  const proposal = (): PlanEvent | null => {
    const { eventId, sender, at } = props.item
    const said = plan()
    return said?.kind === 'proposal' && eventId ? { eventId, sender, at, content: said } : null
  }
  const planLine = () => {
    const said = plan()
    switch (said?.kind) {
      case 'proposal':
        return planWord().proposalEvent
      case 'answer':
        return said.time ? planWord().answerEvent(format.dateTime(said.time.start)) : planWord().refusalEvent
      case 'cancelled':
        return planWord().cancelledEvent
      default:
        return w().unknownEvent
    }
  }
  const reportLine = () => {
    const report = parseReport(content())
    return report?.isCorrection ? w().reportCorrected : w().reportEvent[report?.status ?? 'final']
  }
  const drawn = () => {
    const kind = annotationKind(content())
    return kind && fileWord().annotationLine[kind]
  }
  const line = () => {
    switch (type()) {
      case eventTypes.consultRequest:
        return { icon: ClipboardPlus, text: w().requestEvent }
      case eventTypes.consultReport:
        return { icon: ClipboardCheck, text: reportLine() }
      case eventTypes.consultQuestion:
        return { icon: ClipboardPlus, text: w().followUpEvent }
      case eventTypes.caseFileDeletion:
        return { icon: Trash, text: fileWord().deletedLine(parseFileDeletion(content())?.name ?? '') }
      case eventTypes.imageAnnotation:
        return { icon: Ruler, text: drawn() ?? w().unknownEvent }
      case eventTypes.roomExport: {
        const { from = null, until = null } = parseNotice(content()) ?? {}
        const day = (ms: number | null) => (ms === null ? null : format.date(ms))
        return { icon: Download, text: exportWord().noticeLine(day(from), until === null ? null : day(until - 1)) }
      }
      case eventTypes.callPlan:
        return { icon: CalendarClock, text: planLine() }
      case eventTypes.callGuestLink:
        return { icon: UserPlus, text: guestWord().linkEvent }
      default:
        return { icon: FileQuestion, text: (props.item.isEncrypted && structuredText(content())) || w().unknownEvent }
    }
  }

  return (
    <Switch
      fallback={
        <p class={styles['eventLine']}>
          <Dynamic component={line().icon} size={16} aria-hidden="true" /> <span>{line().text}</span>
        </p>
      }
    >
      <Match when={mediaOf(props.item)}>
        <MediaBody
          item={props.item}
          room={props.room}
          askAbout={mayAskAbout(props.item, conversation) ? askAbout : null}
        />
      </Match>
      <Match when={proposal()}>{(said) => <PlanCard room={props.room} proposal={said()} />}</Match>
      <Match when={type() === eventTypes.dutyHandover}>
        <HandoverCard content={content()} />
      </Match>
      <Match when={type() === eventTypes.caseFile}>
        <CaseFileCard room={props.room} item={props.item} requester={requester()} />
      </Match>
    </Switch>
  )
}
