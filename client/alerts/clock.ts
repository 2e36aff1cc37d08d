import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Unix time in ms, moving on while somebody looks. */
export const createClock = (everyMs = 1_000): Accessor<number> => {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), everyMs)
  onCleanup(() => clearInterval(timer))
  return now
}

const two = (n: number) => String(n).padStart(2, '0')

/** `4:32 min`, `1:05 h`; the same in both languages. */
export const timeLeft = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)} min`
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))} h`
}
