import { Popover as Primitive } from '@kobalte/core/popover'
import type { JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import triggerStyles from './IconButton.module.css'
import type { Icon } from './icon.ts'
import styles from './Popover.module.css'
import { usePortalPlace } from './portal-place.ts'

type PopoverProps = {
  /** What it holds; read out and shown on hover. */
  label: string
  icon: Icon
  size?: 'normal' | 'small'
  open: boolean
  onOpenChange: (isOpen: boolean) => void
  children: JSX.Element
}

/** Something small that opens beside its button; focus goes in and comes back. */
export const Popover = (props: PopoverProps) => {
  const place = usePortalPlace()
  return (
    <Primitive gutter={4} open={props.open} onOpenChange={(isOpen) => props.onOpenChange(isOpen)}>
      <Primitive.Trigger
        class={triggerStyles['button']}
        data-size={props.size ?? 'normal'}
        title={props.label}
        aria-label={props.label}
      >
        <Dynamic component={props.icon} size={props.size === 'small' ? 16 : 20} aria-hidden="true" />
      </Primitive.Trigger>
      <Primitive.Portal mount={place()}>
        <Primitive.Content class={styles['popover']} aria-label={props.label}>
          {props.children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive>
  )
}
