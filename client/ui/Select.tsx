import { Key } from '@solid-primitives/keyed'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import { createUniqueId, Show } from 'solid-js'
import styles from './Field.module.css'
import { FieldFrame } from './FieldFrame.tsx'

type SelectOption<T extends string> = { value: T; label: string; disabled?: boolean }

type SelectProps<T extends string> = {
  label: string
  options: readonly SelectOption<T>[]
  value: T | ''
  onChange: (value: T) => void
  /** Shown while nothing is chosen. */
  placeholder?: string
  description?: string
  error?: string
  required?: boolean
  disabled?: boolean
  hideLabel?: boolean
}

/** The platform's own list: a wheel on the phone, letters and arrows on the keyboard, and it never leaves the screen. */
export const Select = <T extends string>(props: SelectProps<T>) => {
  const id = createUniqueId()
  return (
    <FieldFrame
      id={id}
      label={props.label}
      hideLabel={props.hideLabel}
      required={props.required}
      description={props.description}
      error={props.error}
    >
      <span class={styles['control']}>
        <select
          id={id}
          class={styles['input']}
          required={props.required}
          disabled={props.disabled}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={
            [props.description && `${id}-description`, props.error && `${id}-error`].filter(Boolean).join(' ') ||
            undefined
          }
          onChange={(event) => {
            const select = event.currentTarget
            props.onChange(select.value as T)
            // It shows what holds, not what was pressed: the choice may be taken later, or not at all.
            select.value = props.value
          }}
        >
          <Show when={props.placeholder || props.value === ''}>
            <option value="" disabled selected={props.value === ''}>
              {props.placeholder ?? ''}
            </option>
          </Show>
          {/* By value: an open list is not emptied under somebody`s finger. */}
          <Key each={props.options} by="value">
            {(option) => (
              <option value={option().value} disabled={option().disabled} selected={option().value === props.value}>
                {option().label}
              </option>
            )}
          </Key>
        </select>
        <ChevronDown size={16} class={styles['arrow']} aria-hidden="true" />
      </span>
    </FieldFrame>
  )
}
