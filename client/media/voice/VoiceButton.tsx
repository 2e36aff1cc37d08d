import Mic from 'lucide-solid/icons/mic'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { IconButton } from '../../ui/index.ts'
import { useMediaTools } from '../send/media-tools.ts'

export const VoiceButton = (props: { disabled: boolean }) => {
  const w = useWords(mediaWords)
  const { voice } = useMediaTools()
  return (
    <IconButton
      label={w().recordVoice}
      icon={Mic}
      disabled={props.disabled || voice.state().kind === 'starting'}
      onPointerDown={(event) => {
        if (event.button === 0) voice.press()
      }}
      // By a key: a pointer has begun already.
      onClick={() => void voice.start()}
    />
  )
}
