import { lazy, Suspense } from 'solid-js'
import type { FileKind } from './kind.ts'

export type FileViewerProps = {
  name: string
  mimeType: string
  kind: FileKind
  /** Decrypted; it never leaves this page. */
  file: Blob
  onClose(): void
  onDownload?(): void
}

const ViewerDialog = lazy(async () => ({ default: (await import('./ViewerDialog.tsx')).ViewerDialog }))

/** Waits by itself, so that the page below stays while the viewer's chunk is on its way. */
export const FileViewer = (props: FileViewerProps) => (
  <Suspense>
    <ViewerDialog {...props} />
  </Suspense>
)
