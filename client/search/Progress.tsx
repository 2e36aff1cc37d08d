import { Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { Button } from '../ui/index.ts'
import styles from './search.module.css'
import { useSearch } from './search-context.tsx'

/** How much can be found: nobody should take a search that is still going on for the whole. */
export const Progress = () => {
  const w = useWords(searchWords)
  const search = useSearch()
  const isWhole = () => search.progress().whole === search.progress().rooms
  const isShown = () => search.state() === 'ready' && search.progress().rooms > 0
  const waits = () => (isWhole() ? null : search.waits())
  return (
    <Show when={isShown()}>
      <div class={styles['progress']}>
        <p class={styles['muted']} data-testid="search-progress">
          {w().progress(search.progress().whole, search.progress().rooms)}{' '}
          <Show when={waits()}>{(reason) => w().waits[reason()]}</Show>{' '}
          <Show when={search.progress().unreadable > 0}>{w().unreadable(search.progress().unreadable)}</Show>
        </p>
        <Show when={waits() === 'battery' || waits() === 'metered'}>
          <Button size="small" variant="quiet" onClick={() => search.readAnyway()}>
            {w().readAnyway}
          </Button>
        </Show>
        <Show when={!isWhole()}>
          <progress
            class={styles['bar']}
            aria-hidden="true"
            value={search.progress().whole}
            max={search.progress().rooms}
          />
        </Show>
      </div>
    </Show>
  )
}
