import { createMemo, createSignal } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { type AnnotationContent, annotationsOf } from '#shared/dicom/annotations.ts'
import { parseStudyIndex, type StudyIndex } from '#shared/dicom/study-index.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { type Drawing, type StudySource, StudyViewer } from '../imaging/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RangedFile } from './ranged-case-file.ts'
import { FileDamaged } from './read-case-file.ts'
import { createReading } from './reading.ts'

type Props = { roomId: RoomId; manifest: CaseFileManifest; onClose(): void; onDownload(): void }

const readIndex = async (file: RangedFile, { study, sizeBytes }: CaseFileManifest): Promise<StudyIndex | null> => {
  if (!study) return null
  if (study.indexEnd > sizeBytes || study.indexStart >= study.indexEnd) throw new FileDamaged()
  const text = new TextDecoder().decode(await file.read(study.indexStart, study.indexEnd))
  const index = parseStudyIndex(JSON.parse(text), sizeBytes)
  if (!index) throw new FileDamaged()
  return index
}

/** DICOM of a conversation in its viewer: of what is stored, only what is looked at is fetched. */
export const CaseStudy = (props: Props) => {
  const w = useWords(caseFileWords)
  const session = useSession()
  const { roomId, manifest } = props
  const { file, read, faultOf } = createReading(roomId, manifest)
  const readSource = async (): Promise<StudySource> => {
    const given = { sizeBytes: manifest.sizeBytes, read, faultOf }
    try {
      return { ...given, index: await readIndex(await file, manifest) }
    } catch (error) {
      // The viewer says why.
      return {
        ...given,
        index: null,
        read: () => Promise.reject(error),
        faultOf: (thrown) => faultOf(thrown) ?? (manifest.study ? w().damaged : null),
      }
    }
  }
  // No resource, which would hide the viewer while it waits: whoever pressed sees that something happens.
  const [source, setSource] = createSignal<StudySource | null>(null)
  void readSource().then(setSource)

  const room = session.openRoom(roomId)
  const events = room.events(eventTypes.imageAnnotation)
  /** Seen at once: what stands in the outbox is said already. */
  const unsent = createMemo(() =>
    session.outbox
      .entries()
      .filter((entry) => entry.roomId === roomId && entry.type === eventTypes.imageAnnotation)
      .map(({ txnId, queuedAt, content }) => ({
        eventId: txnId as EventId,
        sender: session.userId,
        at: queuedAt,
        encrypted: true,
        content,
      })),
  )
  const annotations = createMemo(() => annotationsOf([...events(), ...unsent()], manifest.fileId))
  const send = (content: AnnotationContent) => void session.outbox.send(roomId, eventTypes.imageAnnotation, content)
  const drawing: Drawing = {
    annotations,
    add: (place, shape) => send({ version: 1, fileId: manifest.fileId, ...place, shape }),
    remove: (removes) => send({ version: 1, fileId: manifest.fileId, removes }),
    mayRemove: ({ sender, eventId }) =>
      sender === session.userId && !unsent().some((entry) => entry.eventId === eventId),
    nameOf: session.nameOf,
  }

  return (
    <StudyViewer
      name={manifest.name}
      source={source()}
      {...(room.summary()?.membership === 'join' ? { drawing } : {})}
      onClose={props.onClose}
      onDownload={props.onDownload}
    />
  )
}
