import Download from 'lucide-solid/icons/download'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { IconButton, StageDialog } from '../ui/index.ts'
import { Player } from './Player.tsx'

type Props = {
  name: string
  /** Where the player gets its parts from. */
  url: string
  fault: string | null
  onBroken(): void
  onClose(): void
  onDownload(): void
}

/** A film or a recording of a case file, read part by part as it is played. */
export const PlayedViewer = (props: Props) => {
  const w = useWords(imagingWords)
  return (
    <StageDialog
      title={props.name}
      onClose={() => props.onClose()}
      actions={<IconButton label={w().download} icon={Download} onClick={() => props.onDownload()} />}
    >
      <Player
        name={props.name}
        url={props.url}
        fault={props.fault}
        onBroken={() => props.onBroken()}
        onDownload={() => props.onDownload()}
      />
    </StageDialog>
  )
}
