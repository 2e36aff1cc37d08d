import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import { Key } from '@solid-primitives/keyed'
import Check from 'lucide-solid/icons/check'
import { type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import buttonStyles from './Button.module.css'
import iconButtonStyles from './IconButton.module.css'
import type { Icon } from './icon.ts'
import styles from './Menu.module.css'
import { usePortalPlace } from './portal-place.ts'

export type MenuItem = {
  /** No two of a menu are called the same. */
  label: string
  icon?: Icon
  onSelect: () => void
  /** What cannot be taken back stands apart in colour. */
  tone?: 'danger'
  disabled?: boolean
  /** One of several choices, marked as chosen or not. */
  checked?: boolean
  /** A line stands above it. */
  beginsGroup?: boolean
}

type MenuProps = {
  /** What the menu holds; read out and shown on hover. */
  label: string
  icon: Icon
  items: readonly MenuItem[]
  /** Instead of the icon alone. */
  children?: JSX.Element
  /** Stands among buttons and looks like them. */
  isButton?: boolean
  size?: 'normal' | 'small'
  /** For what also opens in another way than by its button. */
  open?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** When it is gone and its button has the focus again: what is chosen may want the focus elsewhere. */
  onClosed?: () => void
}

export const Menu = (props: MenuProps) => {
  const place = usePortalPlace()
  const triggerClass = () => {
    if (props.isButton) return buttonStyles['button']
    return props.children ? styles['trigger'] : iconButtonStyles['button']
  }
  return (
    <DropdownMenu
      gutter={4}
      modal={false}
      {...(props.open === undefined ? {} : { open: props.open })}
      onOpenChange={(isOpen) => props.onOpenChange?.(isOpen)}
    >
      <DropdownMenu.Trigger
        class={triggerClass()}
        data-variant={props.isButton ? 'secondary' : undefined}
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
      <DropdownMenu.Portal mount={place()}>
        <DropdownMenu.Content class={styles['menu']} onCloseAutoFocus={() => void setTimeout(() => props.onClosed?.())}>
          {/* By name: what changes while it is open keeps the focus in it. */}
          <Key each={props.items} by="label">
            {(item) => (
              <>
                <Show when={item().beginsGroup}>
                  <DropdownMenu.Separator class={styles['separator']} />
                </Show>
                <Entry item={item()} />
              </>
            )}
          </Key>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  )
}

const Entry = (props: { item: MenuItem }) => (
  <Show
    when={props.item.checked !== undefined}
    fallback={
      <DropdownMenu.Item
        class={styles['item']}
        data-tone={props.item.tone}
        disabled={props.item.disabled}
        onSelect={() => props.item.onSelect()}
      >
        <Show when={props.item.icon}>
          <Dynamic component={props.item.icon} size={18} class={styles['icon']} aria-hidden="true" />
        </Show>
        {props.item.label}
      </DropdownMenu.Item>
    }
  >
    <DropdownMenu.CheckboxItem
      class={styles['item']}
      checked={props.item.checked}
      disabled={props.item.disabled}
      closeOnSelect
      onChange={() => props.item.onSelect()}
    >
      <span class={styles['mark']}>
        <DropdownMenu.ItemIndicator>
          <Check size={18} aria-hidden="true" />
        </DropdownMenu.ItemIndicator>
      </span>
      {props.item.label}
    </DropdownMenu.CheckboxItem>
  </Show>
)
