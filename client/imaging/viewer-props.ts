import type { FileKind } from './kind.ts'

/** What every viewer is given. */
export type FileViewerProps = {
  name: string
  mimeType: string
  kind: FileKind
  /** Decrypted; it never leaves this page. */
  file: Blob
  onClose(): void
  onDownload?(): void
}
