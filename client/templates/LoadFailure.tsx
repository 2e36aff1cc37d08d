import { apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { ErrorState } from '../ui/index.ts'

/** What is to be edited did not come. */
export const LoadFailure = (props: { error: unknown; onRetry(): void }) => {
  const errors = useWords(errorWords)
  const words = () => errors()[apiErrorOf(props.error).code]
  return <ErrorState title={words().title} text={words().action} onRetry={props.onRetry} />
}
