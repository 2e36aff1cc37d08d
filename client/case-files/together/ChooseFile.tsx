import Files from 'lucide-solid/icons/files'
import { For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { coReadingWords } from '../../i18n/words/co-reading.ts'
import { iconOf, kindOf } from '../../imaging/index.ts'
import { Dialog, EmptyState, Skeleton } from '../../ui/index.ts'
import styles from './together.module.css'

type Props = {
  open: boolean
  files: readonly CaseFileManifest[]
  isLoading: boolean
  onChoose(fileId: string): void
  onClose(): void
}

/** Which file all are to see. */
export const ChooseFile = (props: Props) => {
  const w = useWords(coReadingWords)
  const format = useFormat()
  return (
    <Dialog
      open={props.open}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().lookTogether}
      description={props.files.length > 0 ? w().chooseFileText : ''}
    >
      <Show
        when={props.files.length > 0}
        fallback={
          <Show
            when={!props.isLoading}
            fallback={
              <div role="status" aria-busy="true" aria-label={w().loading}>
                <Skeleton height="3rem" />
              </div>
            }
          >
            <EmptyState icon={Files} title={w().noFiles} text={w().noFilesText} />
          </Show>
        }
      >
        <ul class={styles['files']} aria-label={w().chooseFile}>
          <For each={props.files}>
            {({ fileId, name, mimeType, sizeBytes }) => (
              <li>
                <button type="button" class={styles['file']} onClick={() => props.onChoose(fileId)}>
                  <Dynamic component={iconOf(kindOf(name, mimeType))} size={24} aria-hidden="true" />
                  <span class={styles['name']}>{name}</span>
                  <span class={styles['size']}>{format.size(sizeBytes)}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
  )
}
