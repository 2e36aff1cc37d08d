import { type JSX, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import type { RoomView } from '../../matrix/types.ts'
import { createDropZone, droppedFiles, toast } from '../../ui/index.ts'
import { createMediaTools, MediaToolsContext } from './media-tools.ts'
import { SendDialog } from './SendDialog.tsx'
import styles from './send.module.css'

type Props = {
  /** Null: a consult that is not sent yet, so that everything becomes a file of it. */
  room: RoomView | null
  class?: string | undefined
  isDisabled: boolean
  /** See `createMediaTools`. */
  send?: (make: () => Promise<Record<string, unknown>>) => Promise<void>
  onSent(): void
  onCaseFiles(files: File[]): Promise<void>
  onDicom(files: File[]): void
  /** What is asked before it is sent, beside the files themselves. */
  about?: JSX.Element
  /** What is said where some of it becomes a case file. */
  aboutCaseFiles?: JSX.Element
  children: JSX.Element
}

/** A conversation into which files can be dropped and pasted; the buttons for the rest are found inside of it. */
export const MediaComposer = (props: Props) => {
  const w = useWords(mediaWords)
  const tools = createMediaTools({
    room: props.room,
    send: props.send,
    onSent: () => props.onSent(),
    onCaseFiles: (files) => props.onCaseFiles(files),
    onDicom: (files) => props.onDicom(files),
  })
  const { ref, isOver } = createDropZone((transfer) => {
    if (props.isDisabled) return
    void droppedFiles(transfer).then(
      async ({ files, inFolders }) => {
        if (files.length > 0) await tools.add(files)
        if (inFolders.length > 0) await tools.addFolder(inFolders)
      },
      () => toast({ tone: 'danger', title: w().folderUnread, text: w().folderUnreadText }),
    )
  })
  const paste = (event: ClipboardEvent) => {
    const { clipboardData } = event
    const files = [...(clipboardData?.files ?? [])]
    // Office programs lay a picture of a text beside the text.
    if (files.length === 0 || clipboardData?.types.includes('text/plain') || props.isDisabled) return
    event.preventDefault()
    void tools.add(files)
  }
  return (
    <MediaToolsContext.Provider value={tools}>
      <div ref={ref} class={`${props.class ?? ''} ${styles['zone']}`} onPaste={paste}>
        {props.children}
        <Show when={isOver() && !props.isDisabled}>
          <div class={styles['over']}>{w().dropHere}</div>
        </Show>
      </div>
      <SendDialog about={props.about} aboutCaseFiles={props.aboutCaseFiles} isLater={props.room === null} />
    </MediaToolsContext.Provider>
  )
}
