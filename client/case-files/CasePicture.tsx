import { createSignal } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { FileViewer } from '../imaging/index.ts'
import { ErrorState } from '../ui/index.ts'
import { createFailure, createOpening } from './opening.ts'

type Props = { roomId: RoomId; manifest: CaseFileManifest; onClose(): void; onDownload(): void }

/** A picture of a conversation, shown once all of it is here and verified. */
export const CasePicture = (props: Props) => {
  const { opening, fetchFile } = createOpening(() => props)
  const failure = createFailure(opening)
  const [blob, setBlob] = createSignal<Blob | null>(null)
  void fetchFile().then(setBlob)
  const instead = () => {
    const why = failure()
    return why ? <ErrorState title={why.title} text={why.action} /> : null
  }
  return (
    <FileViewer
      name={props.manifest.name}
      mimeType={props.manifest.mimeType}
      kind="picture"
      file={blob()}
      instead={instead}
      onClose={props.onClose}
      onDownload={props.onDownload}
    />
  )
}
