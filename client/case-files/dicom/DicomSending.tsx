import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
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

type Props = {
  roomId: RoomId
  sending: ReturnType<typeof createDicomSending>
  /** What is asked or said before they leave, beside themselves. */
  about?: JSX.Element
  /** See `useAttach`. */
  mark?: () => Record<string, unknown>
}

export const DicomSending = (props: Props) => {
  const attach = useAttach()
  return (
    <Suspense>
      <Show when={props.sending.offered()} keyed>
        {(files) => (
          <DicomSendDialog
            roomId={props.roomId}
            files={files}
            about={props.about}
            onSend={(ready) => attach(props.roomId, ready, props.mark?.())}
            onClose={props.sending.close}
          />
        )}
      </Show>
    </Suspense>
  )
}
