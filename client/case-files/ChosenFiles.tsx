import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { MediaButtons, MediaComposer } from '../media/index.ts'
import { NotAgreed } from '../partners/index.ts'
import { IconButton } from '../ui/index.ts'
import styles from './case-files.module.css'
import { createDicomSending, DicomSending } from './dicom/DicomSending.tsx'
import type { ToUpload } from './to-upload.ts'

type Props = {
  /** What the case is called before it has a room. */
  ofCase: string
  /** Whose people it goes to. */
  servers: readonly ServerName[]
  files: readonly ToUpload[]
  onAdd(files: readonly ToUpload[]): void
  onRemove(at: number): void
}

/** Files for a case that is not sent yet: chosen, cleaned and looked at as in a conversation, but they stay here. */
export const ChosenFiles = (props: Props) => {
  const w = useWords(caseFileWords)
  const format = useFormat()
  const api = useClinicApi()
  const dicom = createDicomSending()
  return (
    <MediaComposer
      room={null}
      class={styles['panel']}
      isDisabled={!api.has('case-files')}
      onSent={() => {}}
      onCaseFiles={async (files) => props.onAdd(files.map((file) => ({ file, study: null })))}
      onDicom={dicom.offer}
    >
      <Show when={props.files.length > 0}>
        <ul class={styles['list']} aria-label={w().files}>
          <For each={props.files}>
            {({ file }, index) => (
              <li class={styles['file']}>
                <div class={styles['line']}>
                  <div class={styles['what']}>
                    <span class={styles['name']}>{file.name}</span>
                    <span class={styles['facts']}>{format.size(file.size)}</span>
                  </div>
                  <IconButton label={w().leaveOut(file.name)} icon={X} onClick={() => props.onRemove(index())} />
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <DicomSending ofCase={props.ofCase} sending={dicom} onSend={async (files) => props.onAdd(files)} isLater />
      <NotAgreed service="case-files" servers={props.servers} />
      <div class={styles['attach']}>
        <MediaButtons withWords disabled={!api.has('case-files')} />
        <p class={styles['facts']}>{w().beforeSending}</p>
      </div>
    </MediaComposer>
  )
}
