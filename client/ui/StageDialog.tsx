import { Dialog } from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import type { JSX } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import { IconButton } from './IconButton.tsx'
import styles from './StageDialog.module.css'

type StageDialogProps = {
  title: string
  onClose(): void
  /** Beside the way out. */
  actions?: JSX.Element
  children: JSX.Element
}

/** Covers the page. Focus goes in, stays in, and goes back to where it came from. */
export const StageDialog = (props: StageDialogProps) => {
  const w = useWords(uiWords)
  const cameFrom = document.activeElement
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          class={styles['stage']}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus()
          }}
        >
          <header class={styles['header']}>
            <Dialog.Title class={styles['title']} title={props.title}>
              {props.title}
            </Dialog.Title>
            {props.actions}
            <IconButton label={w().close} icon={X} onClick={() => props.onClose()} />
          </header>
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  )
}
