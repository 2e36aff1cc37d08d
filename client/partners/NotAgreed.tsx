import { Show } from 'solid-js'
import type { ServerName } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { featureWords } from '../i18n/words/features.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { Banner } from '../ui/index.ts'
import { useNotAgreed } from './agreed.ts'
import { useClinicName } from './use-clinic-name.ts'

type Props = { service: 'messaging' | 'consults' | 'case-files'; servers: readonly ServerName[] }

/** Says, before somebody takes the trouble, that the own clinic has switched it off, or which of these would refuse it. */
export const NotAgreed = (props: Props) => {
  const w = useWords(partnerWords)
  const features = useWords(featureWords)
  const api = useClinicApi()
  const clinicName = useClinicName()
  const closed = useNotAgreed(props.service, () => props.servers)
  return (
    <Show
      when={api.has(props.service)}
      fallback={
        <Banner tone="warning" title={features().isOff(features().names[props.service])}>
          {features().isOffText}
        </Banner>
      }
    >
      <Show when={closed().length > 0}>
        <Banner tone="warning" title={w().notAgreed[props.service].title(closed().map(clinicName))}>
          {w().notAgreed[props.service].text}
        </Banner>
      </Show>
    </Show>
  )
}
