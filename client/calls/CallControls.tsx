import { Key } from '@solid-primitives/keyed'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import PhoneOff from 'lucide-solid/icons/phone-off'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Button, createNarrow, Dialog, IconButton, Menu } from '../ui/index.ts'
import styles from './CallView.module.css'
import { type CallAct, type CallActsParts, createCallActs, type Panel } from './call-acts.ts'
import { DevicePicker } from './DevicePicker.tsx'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

type Props = CallActsParts & {
  /** The buttons that open the panels: focus goes back to them. */
  buttons: Partial<Record<Panel, HTMLButtonElement>>
  onLeave(): void
}

export const CallControls = (props: Props) => {
  const w = useWords(callWords)
  const [isChoosing, setChoosing] = createSignal(false)
  const isNarrow = createNarrow('40rem')
  const acts = createCallActs(props, () => setChoosing(true))
  const buttons = () => acts().filter(({ isSeldom }) => !(isSeldom && isNarrow()))

  const labelOf = ({ label, key }: CallAct) => (key ? w().shortcut(label, key.toUpperCase()) : label)
  const actOf = (key: string) => (key === 'L' ? () => props.onLeave() : acts().find((one) => one.key === key)?.act)
  const onKey = (event: KeyboardEvent) => {
    // The second key of a way to somewhere else.
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.repeat ||
      isTyping(event.target)
    )
      return
    const act = actOf(event.key)
    if (!act || document.querySelector('[role="dialog"], [role="menu"]')) return
    act()
    event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onCleanup(() => window.removeEventListener('keydown', onKey))

  return (
    <div class={styles['controls']} role="toolbar" aria-label={w().call}>
      {/* By name: what changes under a press keeps the focus. */}
      <Key each={buttons()} by="id">
        {(one) => (
          <IconButton
            ref={(element) => {
              const { panel } = one()
              if (panel) props.buttons[panel] = element
            }}
            label={labelOf(one())}
            icon={one().icon}
            pressed={one().isOn}
            count={one().count}
            aria-expanded={one().panel ? one().isOn : undefined}
            onClick={() => one().act()}
          />
        )}
      </Key>
      <Show
        when={isNarrow()}
        fallback={
          <Button variant="danger" icon={PhoneOff} onClick={() => props.onLeave()}>
            {w().leave}
          </Button>
        }
      >
        <Menu
          label={w().more}
          icon={Ellipsis}
          items={acts()
            .filter(({ isSeldom }) => isSeldom)
            .map(({ label, icon, act }) => ({ label, icon, onSelect: act }))}
        />
        <IconButton variant="danger" label={w().leave} icon={PhoneOff} onClick={() => props.onLeave()} />
      </Show>
      <Dialog open={isChoosing()} onOpenChange={setChoosing} title={w().devices}>
        <DevicePicker call={props.call} />
      </Dialog>
    </div>
  )
}
