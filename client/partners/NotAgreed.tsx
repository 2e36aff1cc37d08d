import { Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { Banner } from '../ui/index.ts'
import { useNotAgreed } from './agreed.ts'
import { useClinicName } from './use-clinic-name.ts'

/** Says, before somebody takes the trouble, which of these clinics would refuse it. */
export const NotAgreed = (props: { service: 'consults' | 'case-files'; servers: readonly ServerName[] }) => {
  const w = useWords(partnerWords)
  const clinicName = useClinicName()
  const closed = useNotAgreed(props.service, () => props.servers)
  return (
    <Show when={closed().length > 0}>
      <Banner tone="warning" title={w().notAgreed[props.service].title(closed().map(clinicName))}>
        {w().notAgreed[props.service].text}
      </Banner>
    </Show>
  )
}
