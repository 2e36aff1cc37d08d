import Volume2 from 'lucide-solid/icons/volume-2'
import { createSignal } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Button } from '../ui/index.ts'
import { playTestTone } from './sound-level.ts'

export const SpeakerTest = (props: { speakerId: string }) => {
  const w = useWords(callWords)
  const [isPlaying, setPlaying] = createSignal(false)
  const play = async () => {
    setPlaying(true)
    await playTestTone(props.speakerId).catch(() => {})
    setPlaying(false)
  }
  return (
    <Button variant="secondary" icon={Volume2} busy={isPlaying()} onClick={() => void play()}>
      {w().testSpeaker}
    </Button>
  )
}
