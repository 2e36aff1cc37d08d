import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import { useSession } from '../matrix/session-context.tsx'

/** The first screen comes first; what the worker fetches then is for the next start. */
const registerAfterMs = 4_000
const lookEveryMs = 15 * 60_000

export type NewerVersion = {
  /** A newer version of the application lies here, complete, and waits. */
  isThere: Accessor<boolean>
  take(): void
}

/** Keeps the application in this browser, so that it opens without a network, and says when there is a newer one. */
export const createNewerVersion = (): NewerVersion => {
  const session = useSession()
  const [isThere, setThere] = createSignal(false)
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return { isThere, take: () => location.reload() }

  const over = new AbortController()
  let registration: ServiceWorkerRegistration | undefined
  // Without an active one it is the first version, and nobody waits for it.
  const look = () => setThere(Boolean(registration?.waiting && registration.active))
  const follow = (found: ServiceWorkerRegistration) => {
    if (over.signal.aborted) return
    registration = found
    look()
    found.addEventListener(
      'updatefound',
      () => found.installing?.addEventListener('statechange', look, { signal: over.signal }),
      { signal: over.signal },
    )
  }
  const register = () => {
    // Without it the application opens with a network only, as before.
    navigator.serviceWorker.register('/service-worker.js').then(follow, () => {})
  }
  const ask = () => void registration?.update().catch(() => {})

  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(register, { timeout: 10_000 })
    else register()
  }, registerAfterMs)
  const asking = setInterval(ask, lookEveryMs)
  // A clinic that was away has often been given a newer version meanwhile.
  createEffect(
    on(
      () => session.connection() === 'live',
      (isLive) => isLive && ask(),
      { defer: true },
    ),
  )
  onCleanup(() => {
    over.abort()
    clearTimeout(timer)
    clearInterval(asking)
  })

  return {
    isThere,
    take() {
      const waiting = registration?.waiting
      if (!waiting) return location.reload()
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      waiting.postMessage('activate')
    },
  }
}
