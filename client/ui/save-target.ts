import { saveBlob } from './save-blob.ts'

/** Where something large is saved. */
export type Target = {
  write(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>
}

type PickerOptions = { suggestedName: string; types: { accept: Record<string, string[]> }[] }
/** File System Access API, which not every browser has and no standard types name. */
type WithPicker = { showSaveFilePicker?(options: PickerOptions): Promise<FileSystemFileHandle> }

export type FileKind = { name: string; mimeType: string; extension: string }

/** Of the browser's own file system. */
const folderName = 'saving'
/** So long after it is whole the browser may still be copying it to the downloads. */
const copiedWithinMs = 30 * 60_000
const ownEntries = new Set<string>()

const hasOwnDisk = (): boolean =>
  'FileSystemFileHandle' in globalThis && 'createWritable' in FileSystemFileHandle.prototype

/** On the disk while it is written; otherwise the browser holds all of it before it gives it out. */
export const canStream = (): boolean => 'showSaveFilePicker' in globalThis || hasOwnDisk()

/** Leaves nothing there that an earlier page saved. Throws where the browser allows none, as in private windows. */
const openOwnFolder = async (): Promise<FileSystemDirectoryHandle> => {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle(folderName, { create: true })
  for await (const name of folder.keys()) if (!ownEntries.has(name)) await folder.removeEntry(name).catch(() => {})
  return folder
}

/** Where nobody is asked where to: it grows in the browser's own file system, from which the browser copies it. */
const throughOwnDisk = (folder: FileSystemDirectoryHandle, name: string): Target => ({
  async write(stream, signal) {
    const entry = crypto.randomUUID()
    ownEntries.add(entry)
    const forget = () => folder.removeEntry(entry).catch(() => {})
    try {
      const file = await folder.getFileHandle(entry, { create: true })
      await stream.pipeTo(await file.createWritable(), { signal })
      saveBlob(await file.getFile(), name)
    } catch (error) {
      await forget()
      throw error
    }
    setTimeout(forget, copiedWithinMs)
  },
})

const throughMemory = ({ name, mimeType }: FileKind): Target => ({
  async write(stream, signal) {
    const whole = stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
    const blob = await new Response(whole as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
    signal.throwIfAborted()
    saveBlob(new Blob([blob], { type: mimeType }), name)
  },
})

/** Asks where to, if the browser can; call it while a press is fresh. Null: the person does not want to after all. */
export const chooseTarget = async (kind: FileKind): Promise<Target | null> => {
  const { name, mimeType, extension } = kind
  const { showSaveFilePicker } = globalThis as WithPicker
  if (!showSaveFilePicker) {
    const folder = hasOwnDisk() ? await openOwnFolder().catch(() => null) : null
    return folder ? throughOwnDisk(folder, name) : throughMemory(kind)
  }
  try {
    const file = await showSaveFilePicker.call(globalThis, {
      suggestedName: name,
      types: [{ accept: { [mimeType]: [extension] } }],
    })
    // Only when all of it has come does the file take its place.
    return { write: async (stream, signal) => stream.pipeTo(await file.createWritable(), { signal }) }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}
