import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { RangedPdfViewer } from '../imaging/index.ts'
import { createReading } from './reading.ts'

type Props = { roomId: RoomId; manifest: CaseFileManifest; onClose(): void; onDownload(): void }

/** A PDF of a conversation: of what is stored, only the pages that are looked at are fetched. */
export const CasePdf = (props: Props) => {
  const { read, faultOf } = createReading(props.roomId, props.manifest)
  const { name, sizeBytes } = props.manifest
  return (
    <RangedPdfViewer
      name={name}
      file={{ sizeBytes, read }}
      faultOf={faultOf}
      onClose={props.onClose}
      onDownload={props.onDownload}
    />
  )
}
