import { createBlobUrl } from './blob-url.ts'
import { Player } from './Player.tsx'
import type { ViewerProps } from './viewer-props.ts'

/** A film or a recording that is here as a whole. */
export const VideoViewer = (props: ViewerProps) => (
  <Player name={props.name} url={createBlobUrl(props.file)} onDownload={props.onDownload} />
)
