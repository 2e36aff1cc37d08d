import { Dialog as Primitive } from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import { createComputed, type JSX, onCleanup, Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { Spinner } from './Spinner.tsx'

type DialogProps = {
  open: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  description?: string
  children: JSX.Element
  size?: 'normal' | 'large'
  /** When it is gone and the focus is back: what was decided may want it elsewhere. */
  onClosed?: () => void
}

/** Where focus is now; for an item of a menu, which closes, the button that opened the menu. */
const focusedNow = (): Element | null => {
  const menuId = document.activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  return menuId ? document.getElementById(menuId) : document.activeElement
}

/**
 * What has the focus may go while the dialog stays, as a button does whose press leads to the next step. The focus would
 * be nowhere then, and Escape dead.
 */
const keepFocusIn = (content: HTMLElement) => {
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) content.focus({ preventScroll: true })
  })
  observer.observe(content, { childList: true, subtree: true })
  onCleanup(() => observer.disconnect())
}

/** Focus goes in, stays in, and goes back to where it came from. */
export const Dialog = (props: DialogProps) => {
  const w = useWords(uiWords)
  let cameFrom: Element | null = null
  createComputed(() => {
    if (props.open) cameFrom = focusedNow()
  })
  return (
    <Primitive open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay class={styles['overlay']} />
        <div class={styles['place']}>
          <Primitive.Content
            ref={keepFocusIn}
            class={styles['dialog']}
            data-size={props.size ?? 'normal'}
            onCloseAutoFocus={(event) => {
              event.preventDefault()
              if (cameFrom instanceof HTMLElement) cameFrom.focus()
              props.onClosed?.()
            }}
          >
            <Primitive.Title class={styles['title']}>{props.title}</Primitive.Title>
            <div class={styles['body']}>
              <Show when={props.description}>
                <Primitive.Description class={styles['description']}>{props.description}</Primitive.Description>
              </Show>
              {/* Waiting further out would take the dialog out of the page, which then no key closes. */}
              <Suspense fallback={<Spinner />}>{props.children}</Suspense>
            </div>
            {/* Last, so that focus starts at what the dialog asks for. */}
            <div class={styles['close']}>
              <IconButton size="small" label={w().close} icon={X} onClick={() => props.onOpenChange(false)} />
            </div>
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive>
  )
}
