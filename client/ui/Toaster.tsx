import { Toast } from '@kobalte/core/toast'
import { Portal } from 'solid-js/web'
import { useWords } from '../i18n/index.ts'
import { uiWords } from '../i18n/words/ui.ts'
import styles from './Toaster.module.css'

/** The place where toasts appear; once, in the shell. */
export const Toaster = () => {
  const w = useWords(uiWords)
  return (
    <Portal>
      <Toast.Region aria-label={w().notices('{hotkey}')} limit={3} pauseOnInteraction pauseOnPageIdle>
        <Toast.List as="div" class={styles['list']} />
      </Toast.Region>
    </Portal>
  )
}
