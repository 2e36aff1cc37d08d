import { onCleanup } from 'solid-js'

/**
 * Tells when an element comes into sight, and when it leaves, until the owner ends. Chromium may keep an observer that
 * has ended, and with it whatever its callback knows: of a conversation that somebody has left, all that was drawn.
 * Here it knows nothing any more.
 */
export const watchSight = (
  element: Element,
  onChange: (entry: IntersectionObserverEntry) => void,
  options?: IntersectionObserverInit,
): void => {
  let tell: typeof onChange | null = onChange
  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries) tell?.(entry)
  }, options)
  sight.observe(element)
  onCleanup(() => {
    tell = null
    sight.disconnect()
  })
}
