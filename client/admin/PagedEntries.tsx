import { Key } from '@solid-primitives/keyed'
import { type Accessor, type JSX, Show } from 'solid-js'
import type { PagedList } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { Button, EmptyState, type Icon, Skeleton } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { Failure } from './Failure.tsx'

/** A list that comes in pages, in each of its states: coming, failed, empty, and there with more to come. */
export const PagedEntries = <T,>(props: {
  list: PagedList<T>
  /** Which one it is: what is read anew stays where it is pressed, and where the focus is. */
  by(entry: T): string | number
  empty: { icon: Icon; title: string; text: string }
  label?: string
  children: (entry: Accessor<T>) => JSX.Element
}) => {
  const w = useWords(adminWords)
  return (
    <>
      <Show when={props.list.error()}>
        {(error) => <Failure error={error()} onRetry={() => void props.list.reload()} />}
      </Show>
      {/* After a failure, what is there answers an older question. */}
      <Show
        when={!props.list.error() && props.list.items()}
        fallback={
          <Show when={!props.list.error()}>
            <Skeleton height="12rem" width="100%" />
          </Show>
        }
      >
        {(entries) => (
          <Show when={entries().length > 0} fallback={<EmptyState {...props.empty} />}>
            <ul class={styles['list']} aria-label={props.label}>
              <Key each={entries()} by={props.by}>
                {props.children}
              </Key>
            </ul>
            <Show when={props.list.next() !== null}>
              <Button variant="secondary" busy={props.list.isLoading()} onClick={() => void props.list.loadMore()}>
                {w().more}
              </Button>
            </Show>
          </Show>
        )}
      </Show>
    </>
  )
}
