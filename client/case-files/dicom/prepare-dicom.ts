import { createSignal, onCleanup } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Drafts } from '../../matrix/types.ts'
import { WorkerFault } from '../../workers/worker-calls.ts'
import { type DicomObject, isDirectory, isDocument, patientsOf, removedOf, studiesOf } from './chosen-studies.ts'
import { type DicomWorker, openDicomWorker } from './dicom-worker.ts'

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
const neutralName = (modality: string, instanceUid: string): string =>
  `${/^[A-Z]{2,8}$/.test(modality) ? modality : 'DICOM'}-${instanceUid.slice(-8)}.dcm`

/** From the files that were chosen to those that leave. */
export const createPreparation = (drafts: Drafts, roomId: RoomId, files: readonly File[]) => {
  const [state, setState] = createSignal<Preparation>({ kind: 'reading', done: 0, of: files.length })
  const [objects, setObjects] = createSignal<readonly DicomObject[]>([])
  const [unreadable, setUnreadable] = createSignal<readonly File[]>([])
  const [takesUnreadable, setTakesUnreadable] = createSignal(false)
  const [manner, setManner] = createSignal<Manner>('anonymous')
  const [verdicts, setVerdicts] = createSignal<ReadonlyMap<File, Verdict>>(new Map())
  let worker: DicomWorker | null = null
  let isClosed = false
  onCleanup(() => {
    isClosed = true
    worker?.[Symbol.dispose]()
  })

  const read = async () => {
    const opened = await openDicomWorker(drafts, roomId)
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
    isAnonymous()
      ? objects().filter((one) => isDirectory(one) || isDocument(one) || verdicts().get(one.file) === 'kept-back')
      : []
  const going = () => {
    const back = new Set(keptBack())
    return objects().filter((one) => !back.has(one))
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
    openQuestions: () => open().length,
    maySend: () =>
      state().kind === 'ready' &&
      open().length === 0 &&
      going().length + (takesUnreadable() ? unreadable().length : 0) > 0,
    /** As it will leave. Null when it cannot be written. */
    preview: async ({ file }: DicomObject): Promise<Blob | null> =>
      (await worker?.deidentify(file).catch(() => null))?.blob ?? null,
    /** The files that leave; null when that failed. */
    async prepare(): Promise<File[] | null> {
      const all = going()
      const ready: File[] = []
      try {
        for (const [at, { file, facts }] of all.entries()) {
          setState({ kind: 'preparing', done: at, of: all.length })
          if (!isAnonymous()) ready.push(file)
          else if (worker) {
            const { blob, instanceUid } = await worker.deidentify(file)
            ready.push(
              new File([blob], neutralName(facts.modality, instanceUid), {
                type: blob.type,
                lastModified: file.lastModified,
              }),
            )
          }
        }
        return [...ready, ...(takesUnreadable() ? unreadable() : [])]
      } catch {
        if (!isClosed) setState({ kind: 'failed' })
        return null
      }
    },
  }
}

export type PreparedDicom = ReturnType<typeof createPreparation>
