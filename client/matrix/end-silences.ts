import { type Accessor, createEffect, onCleanup } from 'solid-js'
import type { RoomSettings, RoomSummary } from './types.ts'

/** Longer than this a browser's timer does not count right. */
const longestMs = 24 * 60 * 60_000
const retryMs = 60_000

/** Lets a conversation be heard again when its time has come; whichever device of the person runs then says so. */
export const endSilences = (
  rooms: Accessor<readonly RoomSummary[]>,
  { muteUntil }: Pick<RoomSettings, 'muteUntil'>,
  isLive: Accessor<boolean>,
): void => {
  createEffect(() => {
    if (!isLive()) return
    const silent = rooms().filter(({ mutedUntil }) => mutedUntil !== null)
    if (silent.length === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      const due = silent.filter(({ mutedUntil }) => (mutedUntil ?? 0) <= Date.now())
      const outcomes = await Promise.allSettled(due.map(({ roomId }) => muteUntil(roomId, null)))
      const later = silent.flatMap(({ mutedUntil }) => mutedUntil ?? []).filter((at) => at > Date.now())
      const hasFailed = outcomes.some(({ status }) => status === 'rejected')
      const waitMs = Math.min(longestMs, ...later.map((at) => at - Date.now()), ...(hasFailed ? [retryMs] : []))
      if (later.length > 0 || hasFailed) timer = setTimeout(look, waitMs)
    }
    timer = setTimeout(look, 0)
    onCleanup(() => clearTimeout(timer))
  })
}
