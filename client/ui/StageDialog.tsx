import { Dialog } from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import { createSignal, type JSX } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import { IconButton } from './IconButton.tsx'
import { PortalPlaceContext } from './portal-place.ts'
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
  const [place, setPlace] = createSignal<HTMLElement>()
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          ref={setPlace}
          class={styles['stage']}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus()
          }}
        >
          <PortalPlaceContext.Provider value={place}>
            <header class={styles['header']}>
              <Dialog.Title class={styles['title']} title={props.title}>
                {props.title}
              </Dialog.Title>
              {props.actions}
              <IconButton label={w().close} icon={X} onClick={() => props.onClose()} />
            </header>
            {props.children}
          </PortalPlaceContext.Provider>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  )
}
