import { For, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import styles from './case-files.module.css'
import { UploadLine } from './UploadLine.tsx'
import { useUploads } from './uploads-store.ts'

/** What is being uploaded into a conversation; nothing when nothing is. */
export const UploadList = (props: { roomId: RoomId }) => {
  const w = useWords(caseFileWords)
  const uploads = useUploads()
  const mine = () => uploads.entries.filter(({ roomId }) => roomId === props.roomId)
  return (
    <Show when={mine().length > 0}>
      <ul class={styles['list']} aria-label={w().uploads}>
        <For each={mine()}>
          {(entry) => (
            <li>
              <UploadLine entry={entry} uploads={uploads} />
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
