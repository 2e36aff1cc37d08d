import { createEffect, createSignal, onCleanup } from 'solid-js'
import { useFormat, wordingLastsMs } from '../i18n/index.ts'

/** "vor 3 Min.", "heute 14:05"; goes on by itself, with the full moment on hover. */
export const TimeAgo = (props: { at: number }) => {
  const format = useFormat()
  const [now, setNow] = createSignal(Date.now())
  createEffect(() => {
    // A timer cannot wait longer than 24 days, and a laptop that slept wakes late: look at least once an hour.
    const waitMs = Math.min(wordingLastsMs(props.at, now()), 3_600_000)
    const timer = setTimeout(() => setNow(Date.now()), waitMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <time dateTime={new Date(props.at).toISOString()} title={format.fullMoment(props.at)}>
      {format.relative(props.at, Math.max(now(), Date.now()))}
    </time>
  )
}
