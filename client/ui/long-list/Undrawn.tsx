import { createEffect, on } from 'solid-js'
import { watchSight } from '../watch-sight.ts'
import styles from './long-list.module.css'

/** Room for entries that are drawn once it is in sight; says which of them would be in its middle. */
export const Undrawn = (props: { count: number; onSight(index: number): void }) => {
  const watch = (item: HTMLElement) =>
    createEffect(
      on(
        () => props.count,
        (count) => {
          // Observed anew, for it may be in sight still after some of it is drawn.
          watchSight([item], ({ isIntersecting, boundingClientRect: whole, intersectionRect: seen }) => {
            if (isIntersecting)
              props.onSight(Math.floor(((seen.top + seen.bottom) / 2 - whole.top) / (whole.height / count)))
          })
        },
      ),
    )
  return <li ref={watch} class={styles['undrawn']} style={{ '--count': props.count }} aria-hidden="true" />
}
