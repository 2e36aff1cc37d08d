import { createUniqueId, Index, Show } from 'solid-js'
import { shortCount } from './short-count.ts'
import styles from './ToggleRow.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

type Toggle<T extends string> = {
  value: T
  label: string
  /** How many there are, and how that is said. */
  count?: number
  countText?: string
}

type Props<T extends string> = {
  legend: string
  toggles: readonly Toggle<T>[]
  value: T
  onChange(value: T): void
}

/** One of several looks at the same list, in one row that a finger pushes along where there is no room; arrow keys go along it. */
export const ToggleRow = <T extends string>(props: Props<T>) => {
  const name = createUniqueId()
  return (
    <fieldset class={styles['row']} aria-label={props.legend}>
      {/* Their numbers change while somebody has the focus there. */}
      <Index each={props.toggles}>
        {(toggle) => (
          <label class={styles['toggle']}>
            <input
              type="radio"
              class={styles['input']}
              name={name}
              checked={props.value === toggle().value}
              onChange={() => props.onChange(toggle().value)}
            />
            {toggle().label}
            <Show when={toggle().count}>
              {(count) => (
                <>
                  <span class={styles['count']} aria-hidden="true">
                    {shortCount(count())}
                  </span>
                  <VisuallyHidden>{toggle().countText}</VisuallyHidden>
                </>
              )}
            </Show>
          </label>
        )}
      </Index>
    </fieldset>
  )
}
