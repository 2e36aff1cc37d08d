import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useAttach } from '../attach.ts'

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

export const DicomSending = (props: { roomId: RoomId; sending: ReturnType<typeof createDicomSending> }) => {
  const attach = useAttach()
  return (
    <Suspense>
      <Show when={props.sending.offered()} keyed>
        {(files) => (
          <DicomSendDialog
            roomId={props.roomId}
            files={files}
            onSend={(ready) => attach(props.roomId, ready)}
            onClose={props.sending.close}
          />
        )}
      </Show>
    </Suspense>
  )
}
