import { Show } from 'solid-js'
import type { ApiError } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { Banner, LoadFailure } from '../ui/index.ts'

/** Says what went wrong in the words that belong to the code, and what to do. */
export const useFailureWords = () => {
  const w = useWords(errorWords)
  return (error: ApiError) => w()[error.code] ?? w().internal
}

export const Failure = (props: { error: ApiError; onRetry(): void }) => (
  <LoadFailure code={props.error.code} onRetry={props.onRetry} />
)

/** Why what was pressed in a dialog was not done; nothing while there is no error. */
export const RefusalBanner = (props: { error: ApiError | null }) => {
  const words = useFailureWords()
  const w = useWords(adminWords)
  return (
    <Show when={props.error}>
      {(error) => (
        <Banner tone="danger" title={words(error()).title}>
          {words(error()).action}
          <Show when={error().details?.['requestId']}>{(id) => <p>{w().requestId(String(id()))}</p>}</Show>
        </Banner>
      )}
    </Show>
  )
}
