import { Key } from '@solid-primitives/keyed'
import { createUniqueId, type JSX, Show } from 'solid-js'
import styles from './ChoiceGroup.module.css'

type Choice<T extends string> = { value: T; label: string; hint?: string; sign?: JSX.Element; disabled?: boolean }

type Props<T extends string> = {
  legend: string
  choices: readonly Choice<T>[]
  value: T | null
  onChange(value: T): void
  error?: string | undefined
  description?: string
  required?: boolean
  /** One below the other, however much room there is. */
  stacked?: boolean
  /** For choices that come later: they scroll in the room that is kept for them, and move nothing below. */
  fixedHeight?: boolean
  /** What is shown answers an earlier question: nobody presses what is about to move away. */
  busy?: boolean
  /** While there are none. */
  fallback?: JSX.Element
}

/** One of a few, all visible: radio buttons as cards. */
export const ChoiceGroup = <T extends string>(props: Props<T>) => {
  const name = createUniqueId()
  const errorId = createUniqueId()
  const descriptionId = createUniqueId()
  const describedBy = () => [props.description && descriptionId, props.error && errorId].filter(Boolean).join(' ')
  return (
    <fieldset
      class={styles['group']}
      aria-describedby={describedBy() || undefined}
      aria-invalid={props.error ? 'true' : undefined}
      aria-busy={props.busy || undefined}
    >
      <legend class={styles['legend']}>
        {props.legend}
        <Show when={props.required}>
          <span class={styles['required']} aria-hidden="true">
            *
          </span>
        </Show>
      </legend>
      <Show when={props.description}>
        <p id={descriptionId} class={styles['description']}>
          {props.description}
        </p>
      </Show>
      <div
        class={styles['choices']}
        inert={props.busy}
        classList={{
          [styles['stacked'] ?? '']: props.stacked === true,
          [styles['fixed'] ?? '']: props.fixedHeight === true,
        }}
      >
        {/* By value: choices that are made anew keep the focus, and a press that has begun. */}
        <Key each={props.choices} by="value" fallback={props.fallback}>
          {(choice) => (
            <label class={styles['choice']} classList={{ [styles['chosen'] ?? '']: props.value === choice().value }}>
              <input
                type="radio"
                name={name}
                value={choice().value}
                checked={props.value === choice().value}
                disabled={choice().disabled}
                onChange={() => props.onChange(choice().value)}
              />
              <span class={styles['text']}>
                <span class={styles['label']}>
                  {choice().sign}
                  {choice().label}
                </span>
                <Show when={choice().hint}>
                  <span class={styles['hint']}>{choice().hint}</span>
                </Show>
              </span>
            </label>
          )}
        </Key>
      </div>
      <Show when={props.error}>
        <p id={errorId} class={styles['error']} role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  )
}
