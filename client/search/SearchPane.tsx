import Search from 'lucide-solid/icons/search'
import SearchX from 'lucide-solid/icons/search-x'
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { keepSame } from '../matrix/same.ts'
import { Banner, Button, EmptyState, ErrorState, Skeleton, TextField } from '../ui/index.ts'
import type { SearchEntry } from '../workers/search-entry.ts'
import { countFilters, Filters } from './Filters.tsx'
import { findAsTyped } from './find-as-typed.ts'
import { Progress } from './Progress.tsx'
import { Result } from './Result.tsx'
import styles from './search.module.css'
import { useSearch } from './search-context.tsx'
import type { Asked } from './search-store.ts'

const pageSize = 30

/** Field, filters and what is found. */
export const SearchPane = (props: {
  /** Only here. */
  roomId: RoomId | null
  asked: Asked
  ask(asked: Asked): void
  onOpen?(): void
}) => {
  const w = useWords(searchWords)
  const search = useSearch()
  const [limit, setLimit] = createSignal(pageSize)
  let field: HTMLElement | undefined
  let list: HTMLOListElement | undefined

  const ask = (change: Partial<Asked>) => {
    setLimit(pageSize)
    props.ask({ ...props.asked, ...change })
  }
  const isAsked = () => props.asked.typed.trim() !== '' || countFilters(props.asked.filters) > 0
  const { found, isBusy } = findAsTyped(search, () => {
    if (!isAsked()) return null
    const filters = { ...props.asked.filters, roomId: props.roomId ?? props.asked.filters.roomId }
    return { asked: { typed: props.asked.typed, filters }, limit: limit() }
  })
  // What one has moved to with the keyboard stays when more is found.
  const entries = createMemo<SearchEntry[]>(
    (before) => keepSame(before, found()?.entries ?? [], ({ eventId }) => eventId),
    [],
  )

  const links = () => [...(list?.querySelectorAll<HTMLAnchorElement>('a') ?? [])]
  /** Arrows go from the field into the results and back. */
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    const at = links().findIndex((link) => link.matches(':focus')) + step
    const next = at < 0 ? field : links()[at]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  const onField = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.isComposing) links()[0]?.click()
    else if (event.key === 'ArrowDown') move(event)
  }
  createEffect(() => {
    if (search.state() !== 'failed') queueMicrotask(() => field?.focus())
  })

  return (
    <div class={styles['pane']}>
      <search class={styles['tools']}>
        <TextField
          type="search"
          label={w().field}
          placeholder={w().placeholder}
          hideLabel
          value={props.asked.typed}
          onInput={(typed) => ask({ typed })}
          onKeyDown={onField}
          autocomplete="off"
          spellcheck={false}
          ref={(element) => {
            field = element
          }}
        />
        <Filters
          hasRoom={props.roomId === null}
          filters={props.asked.filters}
          onChange={(filters) => ask({ filters })}
        />
      </search>
      <Progress />
      <Show when={search.state() === 'storage-full'}>
        <Banner tone="warning" title={w().fullTitle}>
          {w().fullText}
        </Banner>
      </Show>
      <Switch>
        <Match when={search.state() === 'failed'}>
          <ErrorState title={w().failedTitle} text={w().failedText} onRetry={() => location.reload()} />
        </Match>
        <Match when={search.state() === 'opening'}>
          <div class={styles['results']} aria-busy="true">
            <p class={styles['muted']} role="status">
              {w().opening}
            </p>
            <For each={[1, 2, 3, 4]}>{() => <Skeleton height="4.5rem" />}</For>
          </div>
        </Match>
        <Match when={!isAsked()}>
          <EmptyState icon={Search} title={w().introTitle} text={w().introText} />
        </Match>
        <Match when={found()?.total === 0}>
          <EmptyState
            icon={SearchX}
            title={w().nothingTitle}
            text={search.progress().whole < search.progress().rooms ? w().nothingYet : w().nothingText}
          />
        </Match>
        <Match when={found()}>
          {(result) => (
            <section class={styles['results']} aria-label={w().results} aria-busy={isBusy()}>
              <p class={styles['muted']} role="status">
                {w().found(entries().length, result().total)}
              </p>
              <ol ref={list} class={styles['list']} onKeyDown={move}>
                <For each={entries()}>
                  {(entry) => (
                    <li>
                      <Result
                        entry={entry}
                        typed={props.asked.typed}
                        showsRoom={props.roomId === null}
                        onOpen={() => props.onOpen?.()}
                      />
                    </li>
                  )}
                </For>
              </ol>
              <Show when={entries().length < result().total}>
                <Button busy={isBusy()} onClick={() => setLimit((most) => most + pageSize)}>
                  {w().more}
                </Button>
              </Show>
            </section>
          )}
        </Match>
      </Switch>
    </div>
  )
}
