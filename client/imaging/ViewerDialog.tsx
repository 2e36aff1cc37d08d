import { Dialog } from '@kobalte/core/dialog'
import Download from 'lucide-solid/icons/download'
import X from 'lucide-solid/icons/x'
import { ErrorBoundary, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { ErrorState, IconButton } from '../ui/index.ts'
import styles from './Viewer.module.css'
import type { FileViewerProps } from './viewer-props.ts'
import { Waiting } from './Waiting.tsx'

const DicomViewer = lazy(async () => ({ default: (await import('./dicom/DicomViewer.tsx')).DicomViewer }))
const PdfViewer = lazy(async () => ({ default: (await import('./pdf/PdfViewer.tsx')).PdfViewer }))
const PictureViewer = lazy(async () => ({ default: (await import('./PictureViewer.tsx')).PictureViewer }))
const VideoViewer = lazy(async () => ({ default: (await import('./VideoViewer.tsx')).VideoViewer }))
const TextViewer = lazy(async () => ({ default: (await import('./TextViewer.tsx')).TextViewer }))

/** Covers the page. Focus goes in, stays in, and goes back to where it came from. */
export const ViewerDialog = (props: FileViewerProps) => {
  const w = useWords(imagingWords)
  const cameFrom = document.activeElement

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          class={styles['viewer']}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus()
          }}
        >
          <header class={styles['header']}>
            <Dialog.Title class={styles['title']} title={props.name}>
              {props.name}
            </Dialog.Title>
            <Show when={props.onDownload}>
              <IconButton label={w().download} icon={Download} onClick={() => props.onDownload?.()} />
            </Show>
            <IconButton label={w().close} icon={X} onClick={() => props.onClose()} />
          </header>
          <ErrorBoundary fallback={<ErrorState title={w().viewerMissing} text={w().viewerMissingText} />}>
            <Suspense fallback={<Waiting text={w().loadingViewer} />}>
              <Switch>
                <Match when={props.kind === 'dicom'}>
                  <DicomViewer {...props} />
                </Match>
                <Match when={props.kind === 'pdf'}>
                  <PdfViewer {...props} />
                </Match>
                <Match when={props.kind === 'picture'}>
                  <PictureViewer {...props} />
                </Match>
                <Match when={props.kind === 'video'}>
                  <VideoViewer {...props} />
                </Match>
                <Match when={props.kind === 'text'}>
                  <TextViewer {...props} />
                </Match>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  )
}
