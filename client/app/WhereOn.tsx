import PowerOff from 'lucide-solid/icons/power-off'
import { type ParentProps, Show } from 'solid-js'
import type { Feature } from '#shared/features/feature.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { featureWords } from '../i18n/words/features.ts'
import { EmptyState } from '../ui/index.ts'

/** A view that is there as long as the clinic has it switched on; and what to do where it is not. */
export const WhereOn = (props: ParentProps<{ feature: Feature }>) => {
  const w = useWords(featureWords)
  const api = useClinicApi()
  return (
    <Show
      when={api.has(props.feature)}
      fallback={<EmptyState icon={PowerOff} title={w().isOff(w().names[props.feature])} text={w().isOffText} isPage />}
    >
      {props.children}
    </Show>
  )
}
