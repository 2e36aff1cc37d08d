import type { Priority } from '#shared/consults/priority.ts'

/** How an alert sounds: the more urgent, the higher, the more often and the sooner again. */
const patterns: Record<Exclude<Priority, 'routine'>, { hertz: number; beeps: number; everyMs: number }> = {
  stat: { hertz: 988, beeps: 4, everyMs: 4_000 },
  asap: { hertz: 784, beeps: 3, everyMs: 12_000 },
  urgent: { hertz: 587, beeps: 2, everyMs: 60_000 },
}
const beepSeconds = 0.16
const gapSeconds = 0.12

const play = (audio: AudioContext, { hertz, beeps }: { hertz: number; beeps: number }) => {
  for (let i = 0; i < beeps; i++) {
    const at = audio.currentTime + i * (beepSeconds + gapSeconds)
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, at)
    volume.gain.linearRampToValueAtTime(0.35, at + 0.02)
    volume.gain.linearRampToValueAtTime(0, at + beepSeconds)
    tone.connect(volume).connect(audio.destination)
    tone.start(at)
    tone.stop(at + beepSeconds)
  }
}

/** Sounds until it is stopped. A browser that wants a click first stays silent until it had one. */
export const soundAlert = (priority: Priority): (() => void) => {
  if (priority === 'routine' || typeof AudioContext === 'undefined') return () => {}
  const pattern = patterns[priority]
  const audio = new AudioContext()
  const round = () => {
    void audio.resume().then(
      () => play(audio, pattern),
      () => {},
    )
  }
  round()
  const timer = setInterval(round, pattern.everyMs)
  return () => {
    clearInterval(timer)
    void audio.close().catch(() => {})
  }
}

const key = 'consilium.alert-sound'
export const isMutedHere = (): boolean => localStorage.getItem(key) === 'off'
export const muteHere = (isMuted: boolean): void => {
  localStorage.setItem(key, isMuted ? 'off' : 'on')
}
