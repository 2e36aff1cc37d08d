import Pause from 'lucide-solid/icons/pause'
import Play from 'lucide-solid/icons/play'
import { For, Show } from 'solid-js'
import { clockOf } from '../../i18n/clock.ts'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button, IconButton, Spinner } from '../../ui/index.ts'
import styles from './body.module.css'
import type { Sound } from './sound.ts'

type Props = {
  sound: Sound
  /** As announced, until the recording itself says it. */
  durationMs: number | null
  waveform: readonly number[]
  isLoading: boolean
  onPlay(): void
}

const barWidth = 3
const barHeight = 32
const flat: readonly number[] = Array.from({ length: 40 }, () => 0.15)

/** A recording: play, where one is, how loud it is where, how fast. */
export const SoundPlayer = (props: Props) => {
  const w = useWords(mediaWords)
  const durationMs = () => props.sound.durationMs() ?? props.durationMs ?? 0
  const bars = () => (props.waveform.length > 0 ? props.waveform : flat)
  const share = () => (durationMs() > 0 ? props.sound.atMs() / durationMs() : 0)
  const shownMs = () => (props.sound.atMs() > 0 ? props.sound.atMs() : durationMs())
  const speedText = () => String(props.sound.speed()).replace('.', ',')
  return (
    <div class={styles['voice']}>
      <Show when={!props.isLoading} fallback={<Spinner />}>
        <IconButton
          label={props.sound.isPlaying() ? w().pause : w().play}
          icon={props.sound.isPlaying() ? Pause : Play}
          variant="secondary"
          onClick={() => (props.sound.isPlaying() ? props.sound.pause() : props.onPlay())}
        />
      </Show>
      <div class={styles['track']}>
        <svg
          class={styles['bars']}
          viewBox={`0 0 ${bars().length * barWidth} ${barHeight}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <For each={bars()}>
            {(level, at) => (
              <rect
                x={at() * barWidth}
                width={barWidth - 1}
                y={(barHeight - Math.max(2, level * barHeight)) / 2}
                height={Math.max(2, level * barHeight)}
                data-played={(at() + 0.5) / bars().length <= share() ? '' : undefined}
              />
            )}
          </For>
        </svg>
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(durationMs() / 100))}
          value={Math.round(props.sound.atMs() / 100)}
          aria-label={w().position}
          aria-valuetext={w().positionText(clockOf(props.sound.atMs()), clockOf(durationMs()))}
          onInput={({ currentTarget }) => props.sound.seek(Number(currentTarget.value) * 100)}
        />
      </div>
      <span class={styles['time']}>{clockOf(shownMs())}</span>
      <Button size="small" variant="quiet" title={w().speed(speedText())} onClick={() => props.sound.nextSpeed()}>
        {w().speedShort(speedText())}
      </Button>
    </div>
  )
}
