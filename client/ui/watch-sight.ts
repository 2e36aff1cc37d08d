import { batch, onCleanup } from 'solid-js'

/**
 * Tells when one of the elements comes into sight, and when it leaves, until the owner ends or the answer is called.
 * Chromium may keep an observer that has ended, and with it whatever its callback knows: of a conversation that somebody
 * has left, all that was drawn. Here it knows nothing any more.
 */
export const watchSight = (
  elements: readonly Element[],
  onChange: (entry: IntersectionObserverEntry) => void,
  options?: IntersectionObserverInit,
): (() => void) => {
  let tell: typeof onChange | null = onChange
  const sight = new IntersectionObserver((entries) => {
    batch(() => {
      for (const entry of entries) tell?.(entry)
    })
  }, options)
  for (const element of elements) sight.observe(element)
  const end = () => {
    tell = null
    sight.disconnect()
  }
  onCleanup(end)
  return end
}
