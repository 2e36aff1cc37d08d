import { createUniqueId, Show } from 'solid-js'
import styles from './Checkbox.module.css'

type CheckboxProps = {
  label: string
  checked: boolean
  onChange: (isChecked: boolean) => void
  description?: string
  disabled?: boolean
  required?: boolean
}

export const Checkbox = (props: CheckboxProps) => {
  const id = createUniqueId()
  return (
    <label class={styles['line']} data-disabled={props.disabled ? '' : undefined}>
      <input
        type="checkbox"
        class={styles['box']}
        checked={props.checked}
        disabled={props.disabled}
        required={props.required}
        aria-describedby={props.description ? id : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class={styles['text']}>
        {props.label}
        <Show when={props.description}>
          <span id={id} class={styles['description']}>
            {props.description}
          </span>
        </Show>
      </span>
    </label>
  )
}
