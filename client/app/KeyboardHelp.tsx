import { For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { Dialog } from '../ui/index.ts'
import styles from './Layout.module.css'
import { callKeys, listKeys, type Shortcut, shortcuts } from './shortcuts.ts'

export const KeyboardHelp = (props: {
  open: boolean
  onOpenChange(isOpen: boolean): void
  names: readonly Shortcut[]
}) => {
  const w = useWords(appWords)
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={w().helpTitle}>
      <dl class={styles['keys']}>
        <div>
          <dt>{w().keySwitcher}</dt>
          <dd>
            <kbd>{w().keyControl}</kbd> <kbd>K</kbd>
          </dd>
        </div>
        <For each={props.names}>
          {(name) => (
            <div>
              <dt>{w().keys[name]}</dt>
              <dd>
                <For each={shortcuts[name]}>
                  {(key, at) => (
                    <>
                      <Show when={at() > 0}> {w().keyThen} </Show>
                      <kbd>{key}</kbd>
                    </>
                  )}
                </For>
              </dd>
            </div>
          )}
        </For>
        <For each={callKeys}>
          {(key) => (
            <div>
              <dt>{w().callKeys[key]}</dt>
              <dd>
                <kbd>{key}</kbd>
              </dd>
            </div>
          )}
        </For>
        <For each={listKeys}>
          {(key) => (
            <div>
              <dt>{w().listKeys[key]}</dt>
              <dd>
                <kbd>{key}</kbd>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  )
}
