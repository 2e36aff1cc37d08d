import { type Accessor, createSignal } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import type { ReadingPlace } from './reading-place.ts'
import { type RowWindow, rowsAround } from './row-window.ts'
import type { Row } from './timeline-rows.ts'

type Parts = {
  room: RoomView
  rows: Accessor<readonly Row[]>
  /** What is drawn now. */
  keys: Accessor<readonly string[]>
  draw(window: RowWindow): void
  place: ReadingPlace
  list(): HTMLElement | undefined
  /** There is no such message, or it cannot be fetched. */
  onMissing(): void
}

export type Jumps = {
  /** The message that somebody was led to. */
  marked: Accessor<string | null>
  isSeeking: Accessor<boolean>
  toMessage(eventId: EventId): Promise<void>
  /** The first message since then. */
  toTime(at: number): Promise<void>
  /** A message of others, by its key. */
  toItem(key: string): Promise<void>
  /** The first message of others after this one; its key. */
  toAfter(eventId: EventId): Promise<string | null>
}

const says = ({ eventId, versions }: TimelineItem, wanted: EventId) =>
  eventId === wanted || (versions?.some((version) => version.eventId === wanted) ?? false)

/** Leads to a place in the history that may not be loaded or drawn yet, with a mark and the focus there. */
export const createJumps = ({ room, rows, keys, draw, place, list, onMissing }: Parts): Jumps => {
  const [marked, setMarked] = createSignal<string | null>(null)
  const [isSeeking, setSeeking] = createSignal(false)

  const rowWhere = (isIt: (item: TimelineItem) => boolean) =>
    rows().findIndex((row) => row.kind === 'item' && isIt(row.item))
  const seek = async (load: () => Promise<boolean>) => {
    setSeeking(true)
    try {
      return await load().catch(() => false)
    } finally {
      setSeeking(false)
    }
  }
  const show = (index: number) => {
    const key = rows()[index]?.key
    if (key === undefined) return onMissing()
    place.leaveEnd()
    if (!keys().includes(key)) draw(rowsAround(index, rows()))
    setMarked(key)
    requestAnimationFrame(() => {
      const row = list()?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      if (!row) return
      place.toRow(row)
      row.focus({ preventScroll: true })
    })
  }
  const toMessage = async (eventId: EventId) => {
    const find = () => rowWhere((item) => says(item, eventId))
    if (find() === -1) await seek(() => room.loadBackTo(eventId))
    show(find())
  }
  return {
    marked,
    isSeeking,
    toMessage,
    async toTime(at) {
      await seek(() => room.loadBackToTime(at))
      show(rowWhere((item) => item.at >= at))
    },
    async toItem(key) {
      const index = rows().findIndex((row) => row.kind === 'item' && row.key === key)
      // What others said goes by its event.
      if (index === -1) await toMessage(key as EventId)
      else show(index)
    },
    async toAfter(eventId) {
      const isLoaded = rowWhere((item) => says(item, eventId)) !== -1
      if (!isLoaded) await seek(() => room.loadBackTo(eventId))
      const last = rowWhere((item) => says(item, eventId))
      const first = rows().findIndex((row, index) => index > last && row.kind === 'item' && !row.item.isOwn)
      show(first)
      return rows()[first]?.key ?? null
    },
  }
}
