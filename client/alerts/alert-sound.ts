import type { Priority } from '#shared/consults/priority.ts'

type Beeps = { hertz: number; beeps: number; volume: number }

/** How an alert sounds: the more urgent, the higher, the more often and the sooner again. */
const patterns: Record<Exclude<Priority, 'routine'>, Beeps & { everyMs: number }> = {
  stat: { hertz: 988, beeps: 4, volume: 0.35, everyMs: 4_000 },
  asap: { hertz: 784, beeps: 3, volume: 0.35, everyMs: 12_000 },
  urgent: { hertz: 587, beeps: 2, volume: 0.35, everyMs: 60_000 },
}
/** A message is lower than any alert, and heard once. */
const message: Beeps = { hertz: 440, beeps: 1, volume: 0.15 }
/** Of many that come at once, the first is heard. */
const messagePauseMs = 3_000

const beepSeconds = 0.16
const gapSeconds = 0.12
/** So long a browser may take to begin. */
const startMs = 500

const play = (audio: AudioContext, { hertz, beeps, volume: loudness }: Beeps) => {
  for (let i = 0; i < beeps; i++) {
    const at = audio.currentTime + i * (beepSeconds + gapSeconds)
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
    volume.gain.linearRampToValueAtTime(0, at + beepSeconds)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + beepSeconds)
  }
}

/**
 * Sounds until it is stopped. A browser that wants a click first stays silent until it had one: `onHeard` says so, and
 * when that is over.
 */
export const soundAlert = (priority: Priority, onHeard: (isHeard: boolean) => void): (() => void) => {
  if (priority === 'routine' || typeof AudioContext === 'undefined') return () => {}
  const pattern = patterns[priority]
  const audio = new AudioContext()
  const round = () => {
    void audio.resume().then(
      () => play(audio, pattern),
      () => {},
    )
  }
  const tell = () => onHeard(audio.state === 'running')
  audio.addEventListener('statechange', tell)
  round()
  const started = setTimeout(tell, startMs)
  const timer = setInterval(round, pattern.everyMs)
  return () => {
    audio.removeEventListener('statechange', tell)
    clearTimeout(started)
    clearInterval(timer)
    void audio.close().catch(() => {})
  }
}

let lastMessageAt = 0

/** Once, and not again for what comes right after it. */
export const soundMessage = (): void => {
  if (typeof AudioContext === 'undefined' || Date.now() - lastMessageAt < messagePauseMs) return
  lastMessageAt = Date.now()
  const audio = new AudioContext()
  const end = () => void audio.close().catch(() => {})
  void audio.resume().then(() => play(audio, message), end)
  setTimeout(end, messagePauseMs)
}
