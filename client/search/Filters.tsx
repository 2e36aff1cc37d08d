import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { dayAfter, dayOf, startOfDay } from '../i18n/days.ts'
import { useWords } from '../i18n/index.ts'
import { searchWords } from '../i18n/words/search.ts'
import { standsAlone } from '../matrix/room-kinds.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Select, TextField } from '../ui/index.ts'
import { noFilters, type SearchFilters, type SearchKind, searchKinds } from '../workers/search-entry.ts'
import styles from './search.module.css'
import { useSearch } from './search-context.tsx'

/** A list that is longer than this nobody reads; whoever writes seldom is found by words. */
const mostPeople = 200
const any = 'any'

export const countFilters = (filters: SearchFilters): number =>
  Object.values(filters).filter((value) => value !== null).length

export const Filters = (props: {
  hasRoom: boolean
  filters: SearchFilters
  onChange(filters: SearchFilters): void
}) => {
  const w = useWords(searchWords)
  const session = useSession()
  const search = useSearch()
  const set = (change: Partial<SearchFilters>) => props.onChange({ ...props.filters, ...change })
  const chosen = <T extends string>(value: T | typeof any): T | null => (value === any ? null : value)

  const [senders, setSenders] = createSignal<UserId[]>([])
  createEffect(() => {
    // Whoever has written is known only once their messages have been read.
    search.version()
    if (search.state() === 'ready' || search.state() === 'storage-full') search.senders().then(setSenders, () => {})
  })
  const people = createMemo(() =>
    senders()
      .slice(0, mostPeople)
      .map((value) => ({ value, label: session.nameOf(value) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  )
  const rooms = createMemo(() =>
    session
      .rooms()
      .filter((room) => room.membership === 'join' && standsAlone(room))
      .map(({ roomId, name }) => ({ value: roomId, label: name }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  )
  const count = () => countFilters(props.filters)

  return (
    <details class={styles['filters']} open={count() > 0 || matchMedia('(min-width: 64rem)').matches}>
      <summary>{w().filters(count())}</summary>
      <div class={styles['filterGrid']}>
        <Show when={props.hasRoom}>
          <Select<RoomId | typeof any>
            label={w().room}
            value={props.filters.roomId ?? any}
            options={[{ value: any, label: w().anyRoom }, ...rooms()]}
            onChange={(value) => set({ roomId: chosen(value) })}
          />
        </Show>
        <Select<UserId | typeof any>
          label={w().person}
          value={props.filters.sender ?? any}
          options={[{ value: any, label: w().anybody }, ...people()]}
          onChange={(value) => set({ sender: chosen(value) })}
        />
        <Select<SearchKind | typeof any>
          label={w().kind}
          value={props.filters.kind ?? any}
          options={[
            { value: any, label: w().anyKind },
            ...searchKinds.map((value) => ({ value, label: w().kinds[value] })),
          ]}
          onChange={(value) => set({ kind: chosen(value) })}
        />
        <TextField
          type="date"
          label={w().from}
          value={props.filters.from === null ? '' : dayOf(props.filters.from)}
          onInput={(day) => set({ from: startOfDay(day) })}
        />
        <TextField
          type="date"
          label={w().until}
          value={props.filters.until === null ? '' : dayOf(props.filters.until - 1)}
          onInput={(day) => set({ until: dayAfter(day) })}
        />
      </div>
      <Show when={count() > 0}>
        <Button size="small" variant="quiet" onClick={() => props.onChange(noFilters)}>
          {w().clear}
        </Button>
      </Show>
    </details>
  )
}
