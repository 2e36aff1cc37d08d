import { Toast } from '@kobalte/core/toast'
import X from 'lucide-solid/icons/x'
import { Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import { toneIcons } from './Banner.tsx'
import { Button } from './Button.tsx'
import styles from './Toaster.module.css'
import type { Tone } from './tone.ts'

const quietMs = 5_000
const readMs = 10_000

export type ToastInput = {
  tone?: Tone
  title: string
  text?: string
  action?: { label: string; onClick: () => void }
}

export const ToastCard = (props: { toastId: number; input: ToastInput }) => {
  const w = useWords(uiWords)
  const tone = () => props.input.tone ?? 'info'
  const isQuick = () => (tone() === 'info' || tone() === 'success') && !props.input.text && !props.input.action
  return (
    <Toast
      // A list item cannot be a status; so the list is none either.
      as="div"
      toastId={props.toastId}
      class={styles['toast']}
      data-tone={tone()}
      duration={isQuick() ? quietMs : readMs}
      priority={tone() === 'danger' ? 'high' : 'low'}
    >
      <Dynamic component={toneIcons[tone()]} size={20} class={styles['icon']} aria-hidden="true" />
      <div class={styles['words']}>
        <Toast.Title class={styles['title']}>{props.input.title}</Toast.Title>
        <Show when={props.input.text}>
          <Toast.Description class={styles['text']}>{props.input.text}</Toast.Description>
        </Show>
        <Show when={props.input.action}>
          {(action) => (
            <Button size="small" onClick={() => action().onClick()}>
              {action().label}
            </Button>
          )}
        </Show>
      </div>
      <Toast.CloseButton class={styles['close']} aria-label={w().close} title={w().close}>
        <X size={16} aria-hidden="true" />
      </Toast.CloseButton>
    </Toast>
  )
}
