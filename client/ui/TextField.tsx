import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal, createUniqueId, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import styles from './Field.module.css'
import { FieldFrame } from './FieldFrame.tsx'
import { IconButton } from './IconButton.tsx'

type TextFieldProps = {
  label: string
  value: string
  onInput: (text: string) => void
  type?: 'text' | 'password' | 'search' | 'email' | 'tel' | 'url' | 'number' | 'date' | 'time' | 'datetime-local'
  multiline?: boolean
  rows?: number
  description?: string
  error?: string
  placeholder?: string
  required?: boolean
  disabled?: boolean
  readonly?: boolean
  autofocus?: boolean
  autocomplete?: string
  spellcheck?: boolean
  maxLength?: number
  min?: string
  max?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search' | 'email' | 'url'
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters'
  name?: string
  /** The label is read out but not shown, where the place says it (a search above a list). */
  hideLabel?: boolean
  onBlur?: () => void
  onKeyDown?: (event: KeyboardEvent) => void
  ref?: (element: HTMLInputElement | HTMLTextAreaElement) => void
}

export const TextField = (props: TextFieldProps) => {
  const w = useWords(uiWords)
  const id = createUniqueId()
  const [isShown, setShown] = createSignal(false)
  const isPassword = () => props.type === 'password'
  const take = (element: HTMLInputElement | HTMLTextAreaElement) => {
    props.ref?.(element)
    if (props.autofocus) queueMicrotask(() => element.focus())
  }
  // Shared by both kinds of field; a function, so that each attribute follows its prop.
  const attributes = () => ({
    id,
    name: props.name,
    placeholder: props.placeholder,
    required: props.required,
    disabled: props.disabled,
    readonly: props.readonly,
    autocapitalize: props.autocapitalize,
    spellcheck: props.spellcheck,
    maxLength: props.maxLength,
    'aria-invalid': props.error ? true : undefined,
    'aria-describedby':
      [props.description && `${id}-description`, props.error && `${id}-error`].filter(Boolean).join(' ') || undefined,
  })
  return (
    <FieldFrame
      id={id}
      label={props.label}
      hideLabel={props.hideLabel}
      required={props.required}
      description={props.description}
      error={props.error}
    >
      <Show
        when={props.multiline}
        fallback={
          <span class={styles['control']}>
            <input
              {...attributes()}
              ref={take}
              class={styles['input']}
              type={isPassword() && isShown() ? 'text' : (props.type ?? 'text')}
              value={props.value}
              autocomplete={props.autocomplete as 'off' | undefined}
              inputMode={props.inputMode}
              min={props.min}
              max={props.max}
              onInput={(event) => props.onInput(event.currentTarget.value)}
              onBlur={() => props.onBlur?.()}
              onKeyDown={(event) => props.onKeyDown?.(event)}
            />
            <Show when={isPassword()}>
              <span class={styles['inside']}>
                <IconButton
                  size="small"
                  label={isShown() ? w().hidePassword : w().showPassword}
                  icon={isShown() ? EyeOff : Eye}
                  onClick={() => setShown(!isShown())}
                />
              </span>
            </Show>
          </span>
        }
      >
        <textarea
          {...attributes()}
          ref={take}
          class={styles['input']}
          style={{ '--rows': props.rows ?? 4 }}
          value={props.value}
          autocomplete={props.autocomplete as 'off' | undefined}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onBlur={() => props.onBlur?.()}
          onKeyDown={(event) => props.onKeyDown?.(event)}
        />
      </Show>
    </FieldFrame>
  )
}
