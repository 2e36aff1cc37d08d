import { ClientEvent, type MatrixClient, SyncState, type SyncStateData } from 'matrix-js-sdk'
import { whenIdle } from './when-idle.ts'

/** A start without a network shows what was written last; the SDK itself would first write after five minutes. */
const firstAfterMs = 1_000
const leastPauseMs = 2_000
/** What is written is small; whoever loses the network finds what they saw a moment ago. */
const mostPauseMs = 10_000
/** A slow disk pays with a twentieth of the time at most. */
const pauseOf = (tookMs: number): number => Math.min(Math.max(tookMs * 20, leastPauseMs), mostPauseMs)

/** Writes what sync brought, soon after it came, and when the page is left. Returns how to stop. */
export const saveWhatCame = (client: Pick<MatrixClient, 'on' | 'off'>, save: () => Promise<void>): (() => void) => {
  let came: string | undefined
  let saved: string | undefined
  let pauseMs = firstAfterMs
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const write = async () => {
    const token = came
    const begunAt = performance.now()
    try {
      await save()
      saved = token
    } catch {
      // It is a cache: without it the next start asks for more.
    }
    pauseMs = pauseOf(performance.now() - begunAt)
    running = null
    // Who leaves the page while an older state is written finds the newest all the same.
    if (document.visibilityState === 'hidden' && came !== token) writeNow()
    else plan()
  }
  const writeNow = () => {
    clearTimeout(timer)
    timer = undefined
    if (!isStopped && came !== saved) running ??= write()
  }
  const plan = () => {
    if (isStopped || running || timer !== undefined || came === saved) return
    timer = setTimeout(() => void whenIdle(2_000).then(writeNow), pauseMs)
  }
  const onSync = (state: SyncState, _before: SyncState | null, data?: SyncStateData) => {
    if (state !== SyncState.Syncing || data?.fromCache) return
    came = data?.nextSyncToken
    plan()
  }
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') writeNow()
  }
  client.on(ClientEvent.Sync, onSync)
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    isStopped = true
    clearTimeout(timer)
    client.off(ClientEvent.Sync, onSync)
    document.removeEventListener('visibilitychange', onVisibility)
  }
}
