import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import Square from 'lucide-solid/icons/square'
import Trash from 'lucide-solid/icons/trash'
import { Match, onMount, Switch } from 'solid-js'
import { clockOf } from '../../i18n/clock.ts'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { SoundPlayer } from '../body/SoundPlayer.tsx'
import { createSound } from '../body/sound.ts'
import { useMediaTools } from '../send/media-tools.ts'
import type { Recorded, Recording } from './record.ts'
import styles from './voice.module.css'

/** In place of the field, while a voice message is recorded or listened to. */
export const VoiceBar = () => {
  const { voice } = useMediaTools()
  const recording = () => {
    const state = voice.state()
    return state.kind === 'recording' ? state.recording : null
  }
  const stopped = () => {
    const state = voice.state()
    return state.kind === 'stopped' ? state : null
  }
  return (
    <Switch>
      <Match when={recording()}>{(running) => <Running recording={running()} />}</Match>
      <Match when={stopped()}>{(done) => <Done recorded={done().recorded} waveform={done().waveform} />}</Match>
    </Switch>
  )
}

const Running = (props: { recording: Recording }) => {
  const w = useWords(mediaWords)
  const { voice } = useMediaTools()
  return (
    <div class={styles['bar']}>
      <IconButton label={w().discardRecording} icon={Trash} onClick={voice.discard} />
      <span class={styles['now']}>
        <span class={styles['dot']} aria-hidden="true" />
        <span class={styles['time']}>{clockOf(props.recording.elapsedMs())}</span>
      </span>
      <span class={styles['hidden']} role="status">
        {w().recording}
      </span>
      <div class={styles['meter']} aria-hidden="true">
        <span style={{ transform: `scaleX(${props.recording.level()})` }} />
      </div>
      <Button variant="primary" icon={Square} autofocus onClick={() => void voice.stop()}>
        {w().stop}
      </Button>
    </div>
  )
}

const Done = (props: { recorded: Recorded; waveform: readonly number[] }) => {
  const w = useWords(mediaWords)
  const { voice } = useMediaTools()
  const sound = createSound()
  let send: HTMLButtonElement | undefined
  onMount(() => send?.focus())
  return (
    <div class={styles['bar']}>
      <IconButton label={w().discardRecording} icon={Trash} onClick={voice.discard} />
      <span class={styles['hidden']} role="status">
        {w().recordingStopped}
      </span>
      <SoundPlayer
        sound={sound}
        durationMs={props.recorded.durationMs}
        waveform={props.waveform}
        isLoading={false}
        onPlay={() => void sound.play(props.recorded.blob)}
      />
      <span class={styles['end']}>
        <IconButton
          ref={(element) => {
            send = element
          }}
          label={w().sendRecording}
          icon={SendHorizontal}
          onClick={() => void voice.send()}
        />
      </span>
    </div>
  )
}
