import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

/** Nearer than this to what is on the screen, it is worth having. */
const near = '600px'

/** Whether an element is on the screen or about to be, inside of what scrolls it. */
export const createNearView = (element: () => Element | undefined): Accessor<boolean> => {
  const [isNear, setNear] = createSignal(false)
  onMount(() => {
    const watched = element()
    if (!watched) return
    const root = watched.closest('[role="log"]')
    const sight = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root,
      rootMargin: `${near} 0px`,
    })
    sight.observe(watched)
    onCleanup(() => sight.disconnect())
  })
  return isNear
}
