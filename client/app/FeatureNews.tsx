import { createEffect } from 'solid-js'
import { type Feature, features } from '#shared/features/feature.ts'
import { endCall, useActiveCall } from '../calls/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { featureWords } from '../i18n/words/features.ts'
import { useSession } from '../matrix/session-context.tsx'
import { toast } from '../ui/index.ts'

/** Says when the clinic switches something off or on while one is there, and ends the call that may not go on. */
export const FeatureNews = () => {
  const w = useWords(featureWords)
  const api = useClinicApi()
  const session = useSession()
  const active = useActiveCall(session)
  createEffect<readonly Feature[]>(
    (before) => {
      const now = features.filter((feature) => api.has(feature))
      const name = (feature: Feature) => w().names[feature]
      for (const gone of before.filter((feature) => !now.includes(feature)))
        toast({ tone: 'warning', title: w().wentOff(name(gone)), text: w().isOffText })
      for (const back of now.filter((feature) => !before.includes(feature)))
        toast({ tone: 'success', title: w().cameBack(name(back)) })
      return now
    },
    features.filter((feature) => api.has(feature)),
  )
  createEffect(() => {
    if (active() && !api.has('teleconsult')) queueMicrotask(() => void endCall(session))
  })
  return null
}
