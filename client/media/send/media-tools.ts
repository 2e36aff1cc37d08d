import { createContext, createSignal, onCleanup, useContext } from 'solid-js'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { isDicom } from '../../imaging/index.ts'
import { NoSpace } from '../../matrix/errors.ts'
import { useSession } from '../../matrix/session-context.tsx'
import type { RoomView } from '../../matrix/types.ts'
import { toast } from '../../ui/index.ts'
import { createVoice } from '../voice/voice.ts'
import type { Chosen } from './chosen.ts'
import { neutralName } from './neutral-name.ts'
import { type Outgoing, sealedMessage } from './outgoing.ts'
import { prepare } from './prepare.ts'

export type MediaTools = ReturnType<typeof createMediaTools>

type Options = {
  /** Null: a consult that is not sent yet. */
  room: RoomView | null
  onSent(): void
  /** Into this conversation, and wherever else its messages go; absent: nowhere else. `make` is asked for each. */
  send?: ((make: () => Promise<Record<string, unknown>>) => Promise<void>) | undefined
  /** Large ones, and everything of a consult, go another way. */
  onCaseFiles(files: File[]): Promise<void>
  /** Those say whose they are, and are looked at by themselves. */
  onDicom(files: File[]): void
}

/** More than somebody can look at once more. */
const mostOfFolder = 50

const withoutDicom = async (chosen: readonly File[]): Promise<{ dicom: File[]; files: File[] }> => {
  const dicom: File[] = []
  const files: File[] = []
  for (const file of chosen) {
    const isOne = /\.(?:dcm|dicom|ima)$/i.test(file.name) || (await isDicom(file).catch(() => false))
    ;(isOne ? dicom : files).push(file)
  }
  return { dicom, files }
}

/** Choosing, cleaning and sending for one conversation. */
export const createMediaTools = ({ room, onSent, onCaseFiles, onDicom, ...options }: Options) => {
  const w = useWords(mediaWords)
  const session = useSession()
  const [chosen, setChosen] = createSignal<readonly Chosen[]>([])
  const [isCameraOpen, setCameraOpen] = createSignal(false)
  const [isSending, setSending] = createSignal(false)
  let isClosed = false
  onCleanup(() => {
    isClosed = true
  })

  const put = (next: Chosen) => setChosen((before) => before.map((one) => (one.id === next.id ? next : one)))
  const remove = (id: string) => setChosen((before) => before.filter((one) => one.id !== id))
  const clear = () => setChosen([])

  const ready = async (id: string, file: File) => {
    const said = { id, name: file.name, sizeBytes: file.size }
    put({ ...said, state: 'preparing' })
    try {
      const prepared = await prepare(file, {
        isConsult: room === null || room.summary()?.kind === 'consult',
        limitBytes: await session.media.limitBytes(),
        neutralName: (kind, ending, way) => neutralName(w()[kind], ending, way === 'message' ? null : Date.now()),
      })
      if (prepared.kind === 'refused') put({ ...said, state: 'refused', reason: prepared.reason })
      else {
        const { name, size } =
          prepared.kind === 'message'
            ? { name: prepared.outgoing.name, size: prepared.outgoing.blob.size }
            : prepared.file
        put({ id, name, sizeBytes: size, state: 'ready', prepared })
      }
    } catch {
      put({ ...said, state: 'refused', reason: 'failed' })
    }
  }
  const add = async (chosenFiles: readonly File[]) => {
    const { dicom, files } = await withoutDicom(chosenFiles)
    if (dicom.length > 0) onDicom(dicom)
    if (isClosed) return
    const added = files.map((file) => ({ id: crypto.randomUUID(), file }))
    setChosen((before) => [
      ...before,
      ...added.map(({ id, file }): Chosen => ({ id, name: file.name, sizeBytes: file.size, state: 'preparing' })),
    ])
    // One after the other: many large pictures at once would fill the memory.
    for (const { id, file } of added) if (!isClosed) await ready(id, file)
  }

  /** Of a folder only what is DICOM: discs with pictures bring programs along. Without any, it is files like others. */
  const addFolder = async (files: readonly File[]) => {
    const { dicom, files: others } = await withoutDicom(files)
    if (dicom.length > 0) {
      onDicom(dicom)
      if (others.length > 0) toast({ tone: 'info', title: w().leftInFolder(others.length), text: w().leftInFolderText })
    } else if (others.length <= mostOfFolder) await add(others)
    else toast({ tone: 'warning', title: w().folderTooMany, text: w().folderTooManyText(mostOfFolder) })
  }

  const say = (thrown: unknown) =>
    toast(
      thrown instanceof NoSpace
        ? { tone: 'danger', title: w().noSpace, text: w().noSpaceText }
        : { tone: 'danger', title: w().notKept, text: w().notKeptText },
    )

  const sendOne = async (outgoing: Outgoing, caption: string | null): Promise<void> => {
    const make = () => sealedMessage(session.media, outgoing, caption)
    if (options.send) return options.send(make)
    if (room) await session.outbox.send(room.roomId, eventTypes.message, await make())
  }

  /** In the order in which they stand there; what did not get through stays. */
  const send = async (caption: string): Promise<void> => {
    if (isSending()) return
    setSending(true)
    try {
      for (const one of chosen()) {
        if (one.state !== 'ready') continue
        const { prepared } = one
        if (prepared.kind === 'message') await sendOne(prepared.outgoing, caption || null)
        else await onCaseFiles([prepared.file])
        remove(one.id)
      }
      clear()
      onSent()
    } catch (thrown) {
      say(thrown)
    } finally {
      setSending(false)
    }
  }

  /** Without looking at it once more: it was listened to. False when it could not be kept. */
  const sendNow = async (outgoing: Outgoing): Promise<boolean> => {
    try {
      await sendOne(outgoing, null)
      onSent()
      return true
    } catch (thrown) {
      say(thrown)
      return false
    }
  }

  const deviceWords = () => ({
    denied: { title: w().microphoneDenied, text: w().microphoneDeniedText },
    missing: { title: w().microphoneMissing, text: w().microphoneMissingText },
    busy: { title: w().microphoneBusy, text: w().microphoneBusyText },
  })
  const voice = createVoice({
    onFault: (fault) => toast({ tone: 'danger', ...deviceWords()[fault] }),
    onTooShort: () => toast({ tone: 'info', title: w().tooShort, text: w().tooShortText }),
    name: (ending) => neutralName(w().voice, ending, null),
    send: sendNow,
  })

  return {
    voice,
    chosen,
    isSending,
    isCameraOpen,
    openCamera: () => setCameraOpen(true),
    closeCamera: () => setCameraOpen(false),
    add,
    addFolder,
    /** After it was edited. */
    replace: (id: string, blob: Blob) => ready(id, new File([blob], 'edited', { type: blob.type })),
    remove,
    clear,
    send,
  }
}

export const MediaToolsContext = createContext<MediaTools>()

export const useMediaTools = (): MediaTools => {
  const tools = useContext(MediaToolsContext)
  if (!tools) throw new Error('no MediaComposer above')
  return tools
}
