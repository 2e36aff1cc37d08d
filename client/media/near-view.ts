import { type Accessor, createSignal, onMount } from 'solid-js'
import { watchSight } from '../ui/index.ts'

/** Nearer than this to what is on the screen, it is worth having. */
const near = '600px'

/** Whether an element is on the screen or about to be, inside of what scrolls it. */
export const createNearView = (element: () => Element | undefined): Accessor<boolean> => {
  const [isNear, setNear] = createSignal(false)
  onMount(() => {
    const watched = element()
    if (!watched) return
    const root = watched.closest('[role="log"]')
    watchSight([watched], ({ isIntersecting }) => setNear(isIntersecting), { root, rootMargin: `${near} 0px` })
  })
  return isNear
}
