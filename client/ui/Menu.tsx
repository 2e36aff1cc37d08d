import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import Check from 'lucide-solid/icons/check'
import { For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import triggerStyles from './IconButton.module.css'
import type { Icon } from './icon.ts'
import styles from './Menu.module.css'

export type MenuItem =
  | {
      label: string
      icon?: Icon
      onSelect: () => void
      /** What cannot be taken back stands apart in colour. */
      tone?: 'danger'
      disabled?: boolean
      /** One of several choices, marked as chosen or not. */
      checked?: boolean
    }
  | 'separator'

type MenuProps = {
  /** What the menu holds; read out and shown on hover. */
  label: string
  icon: Icon
  items: readonly MenuItem[]
  /** Instead of the icon alone. */
  children?: JSX.Element
  size?: 'normal' | 'small'
  /** For what also opens in another way than by its button. */
  open?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** When it is gone and its button has the focus again: what is chosen may want the focus elsewhere. */
  onClosed?: () => void
}

export const Menu = (props: MenuProps) => (
  <DropdownMenu
    gutter={4}
    modal={false}
    {...(props.open === undefined ? {} : { open: props.open })}
    onOpenChange={(isOpen) => props.onOpenChange?.(isOpen)}
  >
    <DropdownMenu.Trigger
      class={props.children ? styles['trigger'] : triggerStyles['button']}
      data-size={props.size ?? 'normal'}
      title={props.label}
      aria-label={props.label}
    >
      <Show
        when={props.children}
        fallback={<Dynamic component={props.icon} size={props.size === 'small' ? 16 : 20} aria-hidden="true" />}
      >
        {props.children}
      </Show>
    </DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content class={styles['menu']} onCloseAutoFocus={() => void setTimeout(() => props.onClosed?.())}>
        <For each={props.items}>
          {(item) =>
            item === 'separator' ? (
              <DropdownMenu.Separator class={styles['separator']} />
            ) : item.checked !== undefined ? (
              <DropdownMenu.CheckboxItem
                class={styles['item']}
                checked={item.checked}
                disabled={item.disabled}
                closeOnSelect
                onChange={() => item.onSelect()}
              >
                <span class={styles['mark']}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={18} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                {item.label}
              </DropdownMenu.CheckboxItem>
            ) : (
              <DropdownMenu.Item
                class={styles['item']}
                data-tone={item.tone}
                disabled={item.disabled}
                onSelect={() => item.onSelect()}
              >
                <Show when={item.icon}>
                  <Dynamic component={item.icon} size={18} class={styles['icon']} aria-hidden="true" />
                </Show>
                {item.label}
              </DropdownMenu.Item>
            )
          }
        </For>
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu>
)
