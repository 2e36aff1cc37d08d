import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import styles from './Button.module.css'
import type { Icon } from './icon.ts'
import { Spinner } from './Spinner.tsx'

type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

type ButtonProps = {
  children: JSX.Element
  variant?: ButtonVariant
  size?: 'normal' | 'small'
  icon?: Icon
  type?: 'button' | 'submit'
  /** Under way: shows so, keeps its place and focus, and does nothing when pressed again. */
  busy?: boolean
  disabled?: boolean
  wide?: boolean
  autofocus?: boolean
  form?: string
  title?: string
  ref?: (element: HTMLButtonElement) => void
  onClick?: (event: MouseEvent) => void
  'aria-describedby'?: string
  'aria-expanded'?: boolean
  'aria-controls'?: string
  'aria-pressed'?: boolean
}

export const Button = (props: ButtonProps) => (
  <button
    ref={(element) => {
      props.ref?.(element)
      if (props.autofocus) queueMicrotask(() => element.focus())
    }}
    type={props.type ?? 'button'}
    class={styles['button']}
    data-variant={props.variant ?? 'secondary'}
    data-size={props.size ?? 'normal'}
    data-wide={props.wide ? '' : undefined}
    disabled={props.disabled}
    form={props.form}
    title={props.title}
    aria-busy={props.busy || undefined}
    aria-disabled={props.busy || undefined}
    aria-describedby={props['aria-describedby']}
    aria-expanded={props['aria-expanded']}
    aria-controls={props['aria-controls']}
    aria-pressed={props['aria-pressed']}
    onClick={(event) => {
      // A second press, also one of Enter in a form, must not send twice.
      if (props.busy) event.preventDefault()
      else props.onClick?.(event)
    }}
  >
    <Show when={props.icon}>
      <Dynamic component={props.icon} size={18} class={styles['icon']} aria-hidden="true" />
    </Show>
    <span class={styles['text']}>{props.children}</span>
    <Show when={props.busy}>
      <span class={styles['busy']}>
        <Spinner />
      </span>
    </Show>
  </button>
)
