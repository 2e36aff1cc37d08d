import { Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { Banner } from '../ui/index.ts'
import { useNotAgreed } from './agreed.ts'
import { useClinicName } from './use-clinic-name.ts'

/** Says before case files leave who of a room could not open them. */
export const FilesNotAgreed = (props: { servers: readonly ServerName[] }) => {
  const w = useWords(partnerWords)
  const clinicName = useClinicName()
  const closed = useNotAgreed('case-files', () => props.servers)
  return (
    <Show when={closed().length > 0}>
      <Banner tone="warning" title={w().noFiles(closed().map(clinicName))}>
        {w().noFilesText}
      </Banner>
    </Show>
  )
}
