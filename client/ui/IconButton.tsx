import { Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { CornerCount } from './CornerCount.tsx'
import styles from './IconButton.module.css'
import type { Icon } from './icon.ts'

type IconButtonProps = {
  /** What it does; read out and shown on hover. */
  label: string
  icon: Icon
  onClick?: (event: MouseEvent) => void
  onPointerDown?: (event: PointerEvent) => void
  /** For something that is on or off. */
  pressed?: boolean
  /** How much is new behind it, for the eye: who listens is told by the label. */
  count?: number | undefined
  variant?: 'quiet' | 'secondary' | 'danger'
  size?: 'normal' | 'small'
  disabled?: boolean
  type?: 'button' | 'submit'
  ref?: (element: HTMLButtonElement) => void
  'aria-expanded'?: boolean
  'aria-controls'?: string
}

export const IconButton = (props: IconButtonProps) => (
  <button
    ref={(element) => props.ref?.(element)}
    type={props.type ?? 'button'}
    class={styles['button']}
    data-variant={props.variant ?? (props.pressed === undefined ? 'quiet' : 'secondary')}
    data-size={props.size ?? 'normal'}
    disabled={props.disabled}
    title={props.label}
    aria-label={props.label}
    aria-pressed={props.pressed}
    aria-expanded={props['aria-expanded']}
    aria-controls={props['aria-controls']}
    onClick={(event) => props.onClick?.(event)}
    onPointerDown={(event) => props.onPointerDown?.(event)}
  >
    <Dynamic component={props.icon} size={props.size === 'small' ? 16 : 20} aria-hidden="true" />
    <Show when={props.count}>{(count) => <CornerCount count={count()} />}</Show>
  </button>
)
