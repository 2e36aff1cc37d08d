import { saveBlob } from './save-blob.ts'

/** Where something large is saved. */
export type Target = {
  /** On the disk while it is written; otherwise the browser holds all of it before it gives it out. */
  isStreamed: boolean
  write(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void>
}

type PickerOptions = { suggestedName: string; types: { accept: Record<string, string[]> }[] }
/** File System Access API, which not every browser has and no standard types name. */
type WithPicker = { showSaveFilePicker?(options: PickerOptions): Promise<FileSystemFileHandle> }

export type FileKind = { name: string; mimeType: string; extension: string }

export const canStream = (): boolean => 'showSaveFilePicker' in globalThis

/** Asks where to, if the browser can; call it while a press is fresh. Null: the person does not want to after all. */
export const chooseTarget = async ({ name, mimeType, extension }: FileKind): Promise<Target | null> => {
  const { showSaveFilePicker } = globalThis as WithPicker
  if (!showSaveFilePicker)
    return {
      isStreamed: false,
      async write(stream, signal) {
        const whole = stream.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
        const blob = await new Response(whole as ReadableStream<Uint8Array<ArrayBuffer>>).blob()
        signal.throwIfAborted()
        saveBlob(new Blob([blob], { type: mimeType }), name)
      },
    }
  try {
    const file = await showSaveFilePicker.call(globalThis, {
      suggestedName: name,
      types: [{ accept: { [mimeType]: [extension] } }],
    })
    return {
      isStreamed: true,
      // Only when all of it has come does the file take its place.
      write: async (stream, signal) => stream.pipeTo(await file.createWritable(), { signal }),
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}
