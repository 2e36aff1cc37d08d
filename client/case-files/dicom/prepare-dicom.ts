import { createSignal, onCleanup } from 'solid-js'
import type { BlackArea } from '#shared/dicom/black-area.ts'
import { readStoredPixels } from '../../imaging/index.ts'
import type { Drafts } from '../../matrix/types.ts'
import type { PixelEdit } from '../../workers/dicom/edit-pixels.ts'
import { WorkerFault } from '../../workers/worker-calls.ts'
import type { ToUpload } from '../to-upload.ts'
import { type DicomObject, isDirectory, isDocument, patientsOf, removedOf, studiesOf } from './chosen-studies.ts'
import { type DicomWorker, openDicomWorker } from './dicom-worker.ts'
import { studyFile, type WrittenObject } from './study-file.ts'

/** `anonymous`: without what says who it is; `named`: as they are. */
export type Manner = 'anonymous' | 'named'
/** What a person found in a picture that may have a name in it. */
export type Verdict = 'clean' | 'kept-back'

/**
 * | state     | shown                                  | on entry                                         |
 * | --------- | -------------------------------------- | ------------------------------------------------ |
 * | reading   | how many of them are read              | a worker reads what each says                    |
 * | ready     | what goes, what is removed, questions  | all are read                                     |
 * | preparing | how many are written without person    | the person has pressed "send"                    |
 * | failed    | why nothing was sent                   | a file is gone, or the worker has no memory left |
 */
export type Preparation =
  | { kind: 'reading'; done: number; of: number }
  | { kind: 'ready' }
  | { kind: 'preparing'; done: number; of: number }
  | { kind: 'failed' }

const isNotDicom = (error: unknown) => error instanceof WorkerFault && error.fault === 'NotDicom'

/** The name of a file may say a name too. */
const neutralName = (modality: string, uid: string, ending: string): string =>
  `${/^[A-Z]{2,8}$/.test(modality) ? modality : 'DICOM'}-${uid.replaceAll('.', '').slice(-8)}.${ending}`

const fileOf = async (
  writer: DicomWorker,
  objects: readonly DicomObject[],
  written: readonly WrittenObject[],
): Promise<ToUpload> => {
  const [first] = written
  if (!first) throw new Error('a study without objects')
  // The latest, so that the same files give the same file when an upload goes on.
  const lastModified = Math.max(...objects.map(({ file }) => file.lastModified))
  const { modality } = first.facts
  if (written.length > 1) {
    const name = neutralName(modality, first.instanceUid, 'zip')
    return studyFile(written, name, lastModified, (blob) => writer.sum(blob))
  }
  const original = objects[0]?.file.name
  const name = first.isAnonymous || !original ? neutralName(modality, first.instanceUid, 'dcm') : original
  return { file: new File([first.blob], name, { type: 'application/dicom', lastModified }), study: null }
}

/** From the files that were chosen to those that leave. */
export const createPreparation = (drafts: Drafts, ofCase: string, files: readonly File[]) => {
  const [state, setState] = createSignal<Preparation>({ kind: 'reading', done: 0, of: files.length })
  const [objects, setObjects] = createSignal<readonly DicomObject[]>([])
  const [unreadable, setUnreadable] = createSignal<readonly File[]>([])
  const [takesUnreadable, setTakesUnreadable] = createSignal(false)
  const [manner, setManner] = createSignal<Manner>('anonymous')
  const [areas, setAreas] = createSignal<ReadonlyMap<File, readonly BlackArea[]>>(new Map())
  const [verdicts, setVerdicts] = createSignal<ReadonlyMap<File, Verdict>>(new Map())
  let worker: DicomWorker | null = null
  let isClosed = false
  onCleanup(() => {
    isClosed = true
    worker?.[Symbol.dispose]()
  })

  const read = async () => {
    const opened = await openDicomWorker(drafts, ofCase)
    worker = opened
    if (isClosed) return opened[Symbol.dispose]()
    const found: DicomObject[] = []
    const others: File[] = []
    for (const [at, file] of files.entries()) {
      try {
        found.push({ file, facts: (await opened.look(file)).facts })
      } catch (error) {
        if (isClosed) return
        if (!isNotDicom(error)) throw error
        others.push(file)
      }
      setState({ kind: 'reading', done: at + 1, of: files.length })
    }
    setObjects(found)
    setUnreadable(others)
    setState({ kind: 'ready' })
  }
  read().catch(() => !isClosed && setState({ kind: 'failed' }))

  const isAnonymous = () => manner() === 'anonymous'
  /** What somebody has to look at before it goes. */
  const questionable = () => (isAnonymous() ? objects().filter(({ facts }) => facts.mayShowText) : [])
  const keptBack = () =>
    objects().filter(
      (one) => isDirectory(one) || (isAnonymous() && (isDocument(one) || verdicts().get(one.file) === 'kept-back')),
    )
  const going = () => {
    const back = new Set(keptBack())
    return objects().filter((one) => !back.has(one))
  }
  const editOf = async ({ file, facts }: DicomObject): Promise<PixelEdit> => {
    const black = areas().get(file) ?? []
    const isChanged = isAnonymous() && (black.length > 0 || facts.hasOverlayBits)
    return {
      areas: black,
      isClean: verdicts().get(file) === 'clean',
      stored: isChanged ? await readStoredPixels(file) : null,
    }
  }
  const open = () => questionable().filter(({ file }) => !verdicts().has(file))

  return {
    state,
    manner,
    setManner,
    going,
    studies: () => studiesOf(going()),
    patients: () => patientsOf(objects()),
    removed: () => removedOf(going()),
    documents: () => (isAnonymous() ? objects().filter(isDocument) : []),
    unreadable,
    takesUnreadable,
    setTakesUnreadable,
    questionable,
    verdictOf: (file: File) => verdicts().get(file) ?? null,
    judge: (judged: readonly File[], verdict: Verdict) =>
      setVerdicts((before) => new Map([...before, ...judged.map((file) => [file, verdict] as const)])),
    areasOf: (file: File) => areas().get(file) ?? [],
    /** Made black when it leaves; nothing of what was there goes. */
    blacken(blackened: readonly File[], black: readonly BlackArea[]) {
      setAreas((before) => new Map([...before, ...blackened.map((file) => [file, black] as const)]))
      // What was said of it was said of another picture.
      setVerdicts(
        (before) => new Map([...before].filter(([file, said]) => said !== 'clean' || !blackened.includes(file))),
      )
    },
    openQuestions: () => open().length,
    maySend: () =>
      state().kind === 'ready' &&
      open().length === 0 &&
      going().length + (takesUnreadable() ? unreadable().length : 0) > 0,
    /** As it will leave. Null when it cannot be written. */
    preview: async ({ file }: DicomObject): Promise<Blob | null> =>
      (await worker?.write(file, true, { areas: [], isClean: false, stored: null }).catch(() => null))?.blob ?? null,
    /** The files that leave, a study of several objects as one; null when that failed. */
    async prepare(): Promise<ToUpload[] | null> {
      const of = going().length
      let done = 0
      const write = async (writer: DicomWorker, { file, facts }: DicomObject): Promise<WrittenObject> => {
        setState({ kind: 'preparing', done, of })
        const { blob, instanceUid, crc32 } = await writer.write(file, isAnonymous(), await editOf({ file, facts }))
        done += 1
        return { blob, instanceUid, crc32, facts, isAnonymous: isAnonymous() }
      }
      try {
        const writer = worker
        if (!writer) return null
        const ready: ToUpload[] = []
        for (const { objects: inStudy } of studiesOf(going())) {
          const written: WrittenObject[] = []
          for (const object of inStudy) written.push(await write(writer, object))
          ready.push(await fileOf(writer, inStudy, written))
        }
        const others = takesUnreadable() ? unreadable() : []
        return [...ready, ...others.map((file) => ({ file, study: null }))]
      } catch {
        if (!isClosed) setState({ kind: 'failed' })
        return null
      }
    },
  }
}

export type PreparedDicom = ReturnType<typeof createPreparation>
