import { Tabs as Primitive } from '@kobalte/core/tabs'
import { For, type JSX, Show } from 'solid-js'
import styles from './Tabs.module.css'

type Tab<T extends string> = { value: T; label: string; count?: number; panel?: () => JSX.Element }

type TabsProps<T extends string> = {
  /** What one chooses between; read out. */
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
}

/** Panels are drawn only while they are chosen. */
export const Tabs = <T extends string>(props: TabsProps<T>) => (
  <Primitive class={styles['tabs']} value={props.value} onChange={(value) => props.onChange(value as T)}>
    <Primitive.List class={styles['list']} aria-label={props.label}>
      <For each={props.tabs}>
        {(tab) => (
          <Primitive.Trigger class={styles['tab']} value={tab.value}>
            {tab.label}
            <Show when={tab.count}>
              <span class={styles['count']}>{tab.count}</span>
            </Show>
          </Primitive.Trigger>
        )}
      </For>
    </Primitive.List>
    <For each={props.tabs}>
      {(tab) => (
        <Primitive.Content class={styles['panel']} value={tab.value}>
          {tab.panel?.()}
        </Primitive.Content>
      )}
    </For>
  </Primitive>
)
