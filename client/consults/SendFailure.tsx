import { Show } from 'solid-js'
import { Banner } from '../ui/index.ts'
import { useSendFailureWords } from './use-send-request.ts'

/** That a request is not away, why, and that nothing of it is lost. */
export const SendFailure = (props: { error: unknown }) => {
  const words = useSendFailureWords()
  return (
    <Show when={props.error}>
      {(error) => (
        <div role="alert">
          <Banner tone="danger" title={words(error()).title}>
            {words(error()).text}
          </Banner>
        </div>
      )}
    </Show>
  )
}
