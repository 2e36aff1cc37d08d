import CircleAlert from 'lucide-solid/icons/circle-alert'
import { type JSX, Show } from 'solid-js'
import styles from './Field.module.css'

type FieldFrameProps = {
  id: string
  label: string
  hideLabel?: boolean
  required?: boolean
  description?: string
  error?: string
  children: JSX.Element
}

/** The label above, what helps and what is wrong below, so that fields in a row stand in line. */
export const FieldFrame = (props: FieldFrameProps) => (
  <div class={styles['field']} data-invalid={props.error ? '' : undefined}>
    <label class={styles['label']} data-hidden={props.hideLabel ? '' : undefined} for={props.id}>
      {props.label}
      <Show when={props.required}>
        <span class={styles['required']} aria-hidden="true">
          *
        </span>
      </Show>
    </label>
    {props.children}
    <Show when={props.description}>
      <p id={`${props.id}-description`} class={styles['description']}>
        {props.description}
      </p>
    </Show>
    <Show when={props.error}>
      <p id={`${props.id}-error`} class={styles['error']} role="alert">
        <CircleAlert size={16} class={styles['errorIcon']} aria-hidden="true" />
        {props.error}
      </p>
    </Show>
  </div>
)
