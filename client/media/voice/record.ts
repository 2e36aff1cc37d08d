import { type Accessor, createSignal } from 'solid-js'
import { askMedia } from '../media-worker.ts'

export type Recorded = {
  blob: Blob
  mimeType: string
  ending: string
  durationMs: number
  /** Loudness from 0 to 1, every `levelMs`. */
  levels: readonly number[]
}

export type Recording = {
  /** Now, from 0 to 1. */
  level: Accessor<number>
  elapsedMs: Accessor<number>
  /** Null when nothing was said for long enough to be heard. */
  stop(): Promise<Recorded | null>
  cancel(): void
}

const levelMs = 50
/** Shorter than this, somebody has touched the button by mistake. */
const leastMs = 700
const longestMs = 15 * 60_000

/** In the order of what plays everywhere. */
const wishes = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/** Loudness as the ear takes it: the root mean square, spread so that speech fills the scale. */
const loudness = (samples: Float32Array): number => {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  return Math.min(1, Math.sqrt(square) * 4)
}

/** Starts at once. Throws what `getUserMedia` throws. `onLimit`: it is long enough, and has to be stopped. */
export const startRecording = async (onLimit: () => void): Promise<Recording> => {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  const mimeType = wishes.find((wish) => MediaRecorder.isTypeSupported(wish))
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32_000, ...(mimeType ? { mimeType } : {}) })
  const sound = new AudioContext()
  const analyser = sound.createAnalyser()
  analyser.fftSize = 1024
  sound.createMediaStreamSource(stream).connect(analyser)

  const [level, setLevel] = createSignal(0)
  const [elapsedMs, setElapsedMs] = createSignal(0)
  const levels: number[] = []
  const parts: Blob[] = []
  const samples = new Float32Array(analyser.fftSize)
  const startedAt = performance.now()

  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }))
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const now = loudness(samples)
    levels.push(now)
    setLevel(now)
    setElapsedMs(performance.now() - startedAt)
    if (performance.now() - startedAt > longestMs) onLimit()
  }, levelMs)
  const release = () => {
    clearInterval(timer)
    for (const track of stream.getTracks()) track.stop()
    void sound.close().catch(() => {})
  }
  recorder.start()

  return {
    level,
    elapsedMs,
    async stop() {
      const tookMs = performance.now() - startedAt
      if (recorder.state !== 'inactive') recorder.stop()
      await stopped
      release()
      if (tookMs < leastMs) return null
      // Browsers record without a length, so that one could not move in it: written anew, it has one.
      const file = new Blob(parts, { type: recorder.mimeType })
      const { recording } = await askMedia<'clean-recording'>({ kind: 'clean-recording', file })
      const { blob, durationMs, ending } = recording
      return { blob, mimeType: recording.mimeType, ending, durationMs, levels }
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop()
      release()
    },
  }
}
