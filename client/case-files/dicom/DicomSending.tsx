import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { ToUpload } from '../to-upload.ts'

// Most people never send any.
const DicomSendDialog = lazy(async () => ({ default: (await import('./DicomSendDialog.tsx')).DicomSendDialog }))

/** DICOM files that were chosen for a conversation, and the dialog in which they are looked at before they leave. */
export const createDicomSending = () => {
  const [offered, setOffered] = createSignal<readonly File[] | null>(null)
  return {
    offered,
    offer: (files: readonly File[]) => setOffered((before) => [...(before ?? []), ...files]),
    close: () => setOffered(null),
  }
}

type Props = {
  /** Room of the case, or what it is called before there is one. */
  ofCase: string
  sending: ReturnType<typeof createDicomSending>
  /** What is asked or said before they leave, beside themselves. */
  about?: JSX.Element
  onSend(files: readonly ToUpload[]): Promise<void>
  /** They leave later. */
  isLater?: boolean
}

export const DicomSending = (props: Props) => (
  <Suspense>
    <Show when={props.sending.offered()} keyed>
      {(files) => (
        <DicomSendDialog
          ofCase={props.ofCase}
          files={files}
          about={props.about}
          onSend={(ready) => props.onSend(ready)}
          onClose={props.sending.close}
          isLater={props.isLater ?? false}
        />
      )}
    </Show>
  </Suspense>
)
