import type { ErrorCode } from '#shared/errors.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { ErrorState } from './ErrorState.tsx'

/** Why something cannot be shown, in the words that belong to the code, and the way to try again. */
export const LoadFailure = (props: { code: ErrorCode; onRetry(): void }) => {
  const w = useWords(errorWords)
  const words = () => w()[props.code] ?? w().internal
  return <ErrorState title={words().title} text={words().action} onRetry={props.onRetry} />
}
