import Download from 'lucide-solid/icons/download'
import { onMount, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Button, ErrorState } from '../ui/index.ts'
import styles from './Viewer.module.css'

/** Takes the focus over from what could not be shown, or the keys of the dialog would reach nobody. */

export const Unreadable = (props: { text: string; onDownload?: (() => void) | undefined }) => {
  const w = useWords(imagingWords)
  let place: HTMLDivElement | undefined
  onMount(() => place?.focus())
  return (
    <div
      ref={(element) => {
        place = element
      }}
      class={styles['unreadable']}
      tabindex="-1"
    >
      <ErrorState
        title={w().unreadable}
        text={props.text}
        action={
          <Show when={props.onDownload}>
            <Button variant="primary" icon={Download} onClick={() => props.onDownload?.()}>
              {w().download}
            </Button>
          </Show>
        }
      />
    </div>
  )
}
