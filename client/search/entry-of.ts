import { parseManifest } from '#shared/case-files/manifest.ts'
import { parseQuestion } from '#shared/consults/question.ts'
import { parseReport } from '#shared/consults/report.ts'
import { answersIn, parseRequest } from '#shared/consults/request.ts'
import { isRecord } from '#shared/is-record.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { textsOf } from '#shared/templates/answers.ts'
import type { HistoryEvent } from '../matrix/types.ts'
import type { SearchEntry, SearchKind } from '../workers/search-entry.ts'

type Words = { kind: SearchKind; text: string }

const kindOfMessage: Readonly<Record<string, SearchKind>> = {
  'm.file': 'file',
  'm.image': 'image',
  'm.video': 'video',
  'm.audio': 'audio',
}

const kindOfMimeType = (mimeType: string): SearchKind => {
  const [type] = mimeType.split('/')
  return type === 'image' || type === 'video' || type === 'audio' ? type : 'file'
}

const wordsOfMessage = ({ msgtype, body, filename }: Record<string, unknown>): Words | null => {
  if (typeof body !== 'string') return null
  const kind = kindOfMessage[String(msgtype)]
  if (!kind) return { kind: 'text', text: body }
  const caption = typeof filename === 'string' && filename !== body ? [filename, body] : [body]
  return { kind, text: caption.join('\n') }
}

const wordsOf = (type: string, content: Record<string, unknown>): Words | null => {
  switch (type) {
    case eventTypes.message:
      return wordsOfMessage(content)
    case eventTypes.caseFile: {
      const manifest = parseManifest(content)
      return manifest && { kind: kindOfMimeType(manifest.mimeType), text: manifest.name }
    }
    case eventTypes.consultRequest: {
      const request = parseRequest(content)
      if (!request) return null
      const { question, diagnosis, medication, patient } = request
      const typed = answersIn(request).flatMap(textsOf)
      const words = [question, diagnosis, medication, ...typed, patient.name]
      return { kind: 'consult', text: words.filter(Boolean).join('\n') }
    }
    case eventTypes.consultReport: {
      const report = parseReport(content)
      if (!report) return null
      const { findings, assessment, recommendation, patient } = report
      return { kind: 'consult', text: [findings, assessment, recommendation, patient.name].join('\n') }
    }
    case eventTypes.consultQuestion: {
      const asked = parseQuestion(content)
      return asked && { kind: 'consult', text: asked.question }
    }
    default:
      return null
  }
}

/** What the search keeps of an event; nothing of what came in the clear, which anybody could have written. */
export const entryOf = (event: HistoryEvent): SearchEntry | null => {
  if (!event.encrypted || event.unreadable || event.redacts || event.stateKey !== null) return null
  const { eventId, roomId, sender, at, type, replaces } = event
  const content = replaces ? event.content['m.new_content'] : event.content
  const words = isRecord(content) ? wordsOf(type, content) : null
  if (!words?.text.trim()) return null
  return { ...words, eventId: replaces ?? eventId, roomId, sender, at, edit: replaces ? { eventId, at } : null }
}
