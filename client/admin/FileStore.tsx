import { createResource, Show } from 'solid-js'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { answerOf, Banner, ProgressBar, Skeleton } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { Failure } from './Failure.tsx'

/** From here on, an admin should do something. */
const nearlyFull = 0.9

/** Where the clinic keeps encrypted files, and how much of the space for them is used. What they are, nobody sees. */
export const FileStore = () => {
  const w = useWords(adminWords)
  const format = useFormat()
  const api = useClinicApi()
  const [store, { refetch }] = createResource(() => unwrap(api.own.api['case-files'].store.$get()))
  return (
    <Show when={!store.error} fallback={<Failure error={apiErrorOf(store.error)} onRetry={() => void refetch()} />}>
      <Show when={answerOf(store)} fallback={<Skeleton height="8rem" width="100%" />}>
        {(known) => (
          <>
            <Show when={known().fault}>
              {(fault) => (
                <Banner tone="danger" title={w().storeFaults[fault()]}>
                  {w().storeFaultText}
                </Banner>
              )}
            </Show>
            <Show when={known().usedBytes >= nearlyFull * known().quotaBytes}>
              <Banner tone="warning" title={w().nearlyFull}>
                {w().nearlyFullText}
              </Banner>
            </Show>
            <ProgressBar
              label={w().usedSpace}
              value={known().usedBytes / known().quotaBytes}
              text={w().usedOf(format.size(known().usedBytes), format.size(known().quotaBytes))}
            />
            <p>
              {w().storeKinds[known().kind]} · {w().filesCount(known().files)} · {w().uploadsCount(known().uploads)}
            </p>
            <p class={styles['muted']}>{w().storeText(format.size(known().maxFileBytes))}</p>
          </>
        )}
      </Show>
    </Show>
  )
}
