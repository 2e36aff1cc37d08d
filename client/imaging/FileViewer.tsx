import { ErrorBoundary, lazy, onMount, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Button, Dialog } from '../ui/index.ts'
import styles from './Viewer.module.css'
import type { FileViewerProps } from './viewer-props.ts'

const ViewerDialog = lazy(async () => ({ default: (await import('./ViewerDialog.tsx')).ViewerDialog }))

/** Waits by itself, so that the page below stays while the viewer's chunk is on its way. */
export const FileViewer = (props: FileViewerProps) => (
  <ErrorBoundary fallback={(error) => <NotLoaded {...props} error={error} />}>
    <Suspense>
      <ViewerDialog {...props} />
    </Suspense>
  </ErrorBoundary>
)

/** The viewer's chunk did not come: the network is away, or the clinic has a later version. */
const NotLoaded = (props: FileViewerProps & { error: unknown }) => {
  const w = useWords(imagingWords)
  onMount(() => console.error('viewer-not-loaded', props.error))
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().viewerMissing}
      description={w().viewerMissingText}
    >
      <div class={styles['ways']}>
        <Button variant="primary" onClick={() => location.reload()}>
          {w().reload}
        </Button>
        <Show when={props.onDownload}>
          <Button variant="secondary" onClick={() => props.onDownload?.()}>
            {w().download}
          </Button>
        </Show>
        <Button variant="quiet" onClick={() => props.onClose()}>
          {w().close}
        </Button>
      </div>
    </Dialog>
  )
}
