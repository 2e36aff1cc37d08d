import { createSignal } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { PlayedViewer, playedTypeOf } from '../imaging/index.ts'
import { createPlayedUrl } from './played-url.ts'
import { createReading } from './reading.ts'

type Props = {
  roomId: RoomId
  manifest: CaseFileManifest
  onClose(): void
  onDownload(): void
  /** It cannot be played part by part here. */
  onWhole(): void
}

/** A film or a recording of a conversation: of what is stored, only what is played is fetched. */
export const CaseVideo = (props: Props) => {
  const { read, faultOf } = createReading(props.roomId, props.manifest)
  const { name, mimeType, sizeBytes } = props.manifest
  const [fault, setFault] = createSignal<string | null>(null)
  const played = createPlayedUrl({
    sizeBytes,
    read,
    mimeType: playedTypeOf(name, mimeType),
    onFault: (error) => setFault(faultOf(error)),
  })
  return (
    <PlayedViewer
      name={name}
      url={played.url}
      fault={fault()}
      onBroken={() => {
        if (!played.isAsked()) props.onWhole()
      }}
      onClose={props.onClose}
      onDownload={props.onDownload}
    />
  )
}
