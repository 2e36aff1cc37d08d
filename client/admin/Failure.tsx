import type { ApiError } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { ErrorState } from '../ui/index.ts'

/** Says what went wrong in the words that belong to the code, and what to do. */
export const useFailureWords = () => {
  const w = useWords(errorWords)
  return (error: ApiError) => w()[error.code] ?? w().internal
}

export const Failure = (props: { error: ApiError; onRetry(): void }) => {
  const words = useFailureWords()
  return <ErrorState title={words(props.error).title} text={words(props.error).action} onRetry={props.onRetry} />
}
