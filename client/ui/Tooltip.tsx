import { Tooltip as Primitive } from '@kobalte/core/tooltip'
import type { JSX } from 'solid-js'
import styles from './Tooltip.module.css'

/** A few words more on hover and focus. Never the only place where something stands: a finger cannot hover. */
export const Tooltip = (props: { text: string; children: JSX.Element }) => (
  <Primitive openDelay={400} closeDelay={0} gutter={6}>
    <Primitive.Trigger as="span" class={styles['trigger']}>
      {props.children}
    </Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content class={styles['tooltip']}>{props.text}</Primitive.Content>
    </Primitive.Portal>
  </Primitive>
)
