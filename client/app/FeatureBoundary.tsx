import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, ErrorBoundary, on, onMount, type ParentProps, Suspense } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { Button, ErrorState, Spinner } from '../ui/index.ts'
import styles from './Layout.module.css'
import { addresses, sectionOf } from './paths.ts'

/** Keeps what breaks in one feature from the rest, and shows that a feature is on its way. */
export const FeatureBoundary = (props: ParentProps) => {
  const w = useWords(appWords)
  return (
    <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
      <Suspense
        fallback={
          <div class={styles['coming']} role="status">
            <Spinner label={w().starting} size={28} />
          </div>
        }
      >
        {props.children}
      </Suspense>
    </ErrorBoundary>
  )
}

const Broken = (props: { error: unknown; reset(): void }) => {
  const w = useWords(appWords)
  const navigate = useNavigate()
  const location = useLocation()
  onMount(() => console.error('part-failed', props.error))
  // Whoever goes elsewhere has found a way out.
  createEffect(
    on(
      () => sectionOf(location.pathname),
      () => props.reset(),
      { defer: true },
    ),
  )
  return (
    <ErrorState
      title={w().brokenTitle}
      text={w().brokenText}
      // Anew, and not only drawn again: what failed may be a part that could not be loaded.
      onRetry={() => window.location.reload()}
      action={
        <Button
          variant="quiet"
          onClick={() => {
            navigate(addresses.messages)
            props.reset()
          }}
        >
          {w().backToMessages}
        </Button>
      }
    />
  )
}
