import { Show } from 'solid-js'
import { Banner } from '../ui/index.ts'
import type { Saving } from './saving.ts'

export const SaveFailure = (props: { failure: ReturnType<Saving['failure']> }) => (
  <Show when={props.failure}>
    {(words) => (
      <div role="alert">
        <Banner tone="danger" title={words().title}>
          {words().action}
        </Banner>
      </div>
    )}
  </Show>
)
