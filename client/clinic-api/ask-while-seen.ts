import { onCleanup } from 'solid-js'

/** Asks again every so often, and when somebody comes back to the page, as long as it is seen. Call under a Solid owner. */
export const askWhileSeen = (ask: () => void, everyMs: number): void => {
  const askNow = () => {
    if (document.visibilityState === 'visible') ask()
  }
  const timer = setInterval(askNow, everyMs)
  window.addEventListener('focus', askNow)
  window.addEventListener('online', askNow)
  onCleanup(() => {
    clearInterval(timer)
    window.removeEventListener('focus', askNow)
    window.removeEventListener('online', askNow)
  })
}
