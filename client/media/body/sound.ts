import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whoever plays is alone: two voices at once are none. */
let playing: HTMLAudioElement | null = null

const speeds: readonly number[] = [1, 1.5, 2]

export type Sound = {
  isPlaying: Accessor<boolean>
  /** Of the recording, whatever the speed. */
  atMs: Accessor<number>
  /** Null before the recording is here. */
  durationMs: Accessor<number | null>
  speed: Accessor<number>
  hasFailed: Accessor<boolean>
  play(blob: Blob): Promise<void>
  pause(): void
  seek(ms: number): void
  nextSpeed(): void
}

/** Plays one recording; it is let go of with its owner. */
export const createSound = (): Sound => {
  const audio = new Audio()
  audio.preservesPitch = true
  const [isPlaying, setPlaying] = createSignal(false)
  const [atMs, setAtMs] = createSignal(0)
  const [durationMs, setDurationMs] = createSignal<number | null>(null)
  const [speed, setSpeed] = createSignal(1)
  const [hasFailed, setFailed] = createSignal(false)
  let url: string | null = null

  const tell = () => setAtMs(audio.currentTime * 1000)
  audio.addEventListener('timeupdate', tell)
  audio.addEventListener('play', () => setPlaying(true))
  audio.addEventListener('pause', () => setPlaying(false))
  audio.addEventListener('durationchange', () => {
    if (Number.isFinite(audio.duration)) setDurationMs(audio.duration * 1000)
  })
  audio.addEventListener('ended', () => {
    setPlaying(false)
    audio.currentTime = 0
    setAtMs(0)
  })
  audio.addEventListener('error', () => {
    if (url !== null) setFailed(true)
  })
  onCleanup(() => {
    audio.pause()
    if (playing === audio) playing = null
    if (url !== null) URL.revokeObjectURL(url)
    url = null
    audio.removeAttribute('src')
    audio.load()
  })

  return {
    isPlaying,
    atMs,
    durationMs,
    speed,
    hasFailed,
    async play(blob) {
      if (url === null) {
        url = URL.createObjectURL(blob)
        audio.src = url
        audio.currentTime = atMs() / 1000
        audio.playbackRate = speed()
      }
      if (playing !== audio) playing?.pause()
      playing = audio
      // Refused, or paused before it began: the element says which.
      await audio.play().catch(() => {})
    },
    pause: () => audio.pause(),
    seek(ms) {
      audio.currentTime = ms / 1000
      setAtMs(ms)
    },
    nextSpeed() {
      const next = speeds[(speeds.indexOf(speed()) + 1) % speeds.length] ?? 1
      audio.defaultPlaybackRate = next
      audio.playbackRate = next
      setSpeed(next)
    },
  }
}
