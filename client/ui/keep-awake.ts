import { onCleanup } from 'solid-js'

/**
 * A screen goes dark by itself while nobody touches it; not while the owner lives. Where the browser cannot prevent it,
 * that is no fault of what is shown.
 */
export const keepAwake = (): void => {
  let isOver = false
  let lock: WakeLockSentinel | undefined
  const ask = async () => {
    if (document.visibilityState !== 'visible') return
    const given = await navigator.wakeLock?.request('screen').catch(() => undefined)
    if (isOver) void given?.release()
    else lock = given
  }
  void ask()
  // A browser takes it back from a page that is out of sight.
  document.addEventListener('visibilitychange', ask)
  onCleanup(() => {
    isOver = true
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  })
}
