import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { sleep } from '../sleep.ts'

const everyMs = 80
/** A normal voice reaches about a third of the whole range; the scale shows it as full. */
const gain = 3

/** How loud a stream is just now, from 0 to 1. */
export const createSoundLevel = (stream: Accessor<MediaStream | null>): Accessor<number> => {
  const [level, setLevel] = createSignal(0)
  createEffect(() => {
    const heard = stream()
    if (!heard || typeof AudioContext === 'undefined') return
    const audio = new AudioContext()
    void audio.resume().catch(() => {})
    const analyser = audio.createAnalyser()
    const source = audio.createMediaStreamSource(heard)
    source.connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const look = () => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      setLevel(Math.min(1, Math.sqrt(power) * gain))
    }
    const timer = setInterval(look, everyMs)
    onCleanup(() => {
      clearInterval(timer)
      source.disconnect()
      void audio.close().catch(() => {})
      setLevel(0)
    })
  })
  return level
}

const testToneMs = 900

/** Three tones at the speaker, as whoever is about to hear others would; silent where the browser cannot choose it. */
export const playTestTone = async (speakerId: string): Promise<void> => {
  const audio = new AudioContext()
  const out = audio.createMediaStreamDestination()
  const element = new Audio()
  element.srcObject = out.stream
  if (speakerId && 'setSinkId' in element) await element.setSinkId(speakerId).catch(() => {})
  for (const [at, hertz] of [523, 659, 784].entries()) {
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    volume.gain.value = 0.2
    tone.frequency.value = hertz
    tone.connect(volume).connect(out)
    tone.start(audio.currentTime + at * 0.28)
    tone.stop(audio.currentTime + at * 0.28 + 0.22)
  }
  try {
    await element.play()
    await sleep(testToneMs)
  } finally {
    element.pause()
    await audio.close().catch(() => {})
  }
}
