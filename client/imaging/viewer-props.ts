import type { JSX } from 'solid-js'
import type { Icon } from '../ui/index.ts'
import type { FileKind } from './kind.ts'

/** The files before and after, when it is one of several; absent at the ends. */
export type Series = { onPrevious: (() => void) | null; onNext: (() => void) | null }

/** What every viewer is given. */
export type ViewerProps = {
  name: string
  mimeType: string
  kind: FileKind
  /** Decrypted; it never leaves this page. */
  file: Blob
  series?: Series
  onClose(): void
  onDownload?(): void
  /** Something else that can be done with it. */
  action?: { label: string; icon: Icon; onClick(): void } | undefined
}

export type FileViewerProps = Omit<ViewerProps, 'file'> & {
  /** Null while it is on its way. */
  file: Blob | null
  /** What is shown in its place when it does not come; null: that one waits. */
  instead?(): JSX.Element
}
