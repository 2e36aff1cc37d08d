import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import {
  batch,
  createEffect,
  createMemo,
  createSelector,
  createSignal,
  createUniqueId,
  For,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { messageWords } from '../../i18n/words/messages.ts'
import { isSame } from '../../matrix/same.ts'
import { Button, EmptyState, Skeleton, toast, watchSight } from '../../ui/index.ts'
import { useConversation } from '../conversation-context.ts'
import { createActiveMessage } from './active-message.ts'
import { DayDialog } from './DayDialog.tsx'
import { createJumps } from './jumps.ts'
import { onTimelineKey } from './message-keys.ts'
import { createReadingPlace } from './reading-place.ts'
import { further, heldAt, nearer, newestRows, rowsIn } from './row-window.ts'
import { TimelineRow } from './TimelineRow.tsx'
import styles from './timeline.module.css'
import { type DayRows, dayRowsOf, type Row } from './timeline-rows.ts'
import { createUnreadStart } from './unread-start.ts'

const createIsVisible = () => {
  const [isVisible, setVisible] = createSignal(document.visibilityState === 'visible')
  const look = () => setVisible(document.visibilityState === 'visible')
  document.addEventListener('visibilitychange', look)
  onCleanup(() => document.removeEventListener('visibilitychange', look))
  return isVisible
}

/** What was said, oldest first. */
export const Timeline = (props: { sentCount: number }) => {
  const w = useWords(conversationWords)
  const words = useWords(messageWords)
  const hintId = createUniqueId()
  const conversation = useConversation()
  const { room } = conversation
  const active = createActiveMessage(() => conversation.question()?.key ?? null)
  const isActive = createSelector(active.key)
  const isVisible = createIsVisible()
  const [isEndInView, setEndInView] = createSignal(false)
  const [drawn, setDrawn] = createSignal(newestRows)
  const [failed, setFailed] = createSignal<'earlier' | 'later' | null>(null)
  const [dayFrom, setDayFrom] = createSignal<number | null>(null)
  let hasPlaced = false
  let box: HTMLDivElement | undefined
  let list: HTMLDivElement | undefined
  let end: HTMLDivElement | undefined

  const items = () => room.timeline()
  const hasNewest = () => drawn().last === null && !room.hasLater()
  const isWatching = () => isVisible() && isEndInView() && hasNewest()
  const unread = createUnreadStart(room, isWatching, () => props.sentCount)
  const days = createMemo<DayRows[]>((before) => dayRowsOf(items(), unread.key(), before), [])
  const rows = createMemo<Row[]>(() => days().flatMap(({ rows: ofDay }) => ofDay))
  const inView = createMemo<Row[]>((before) => rowsIn(rows(), drawn(), before), [])
  const byKey = createMemo(() => new Map(inView().map((row) => [row.key, row])))
  const keys = createMemo<string[]>(() => inView().map((row) => row.key), [], { equals: isSame })
  const itemAt = (key: string) => {
    const row = byKey().get(key)
    return row?.kind === 'item' ? row.item : null
  }
  const newest = createMemo(() => (room.hasLater() ? null : (items().at(-1) ?? null)))
  const newestOwnKey = createMemo(() => items().findLast((item) => item.send)?.key ?? null)
  const isLoading = () => room.loading() === 'earlier'

  const loadEarlier = () => {
    if (!room.hasEarlier() || room.loading()) return
    setFailed(null)
    room.loadEarlier().catch(() => setFailed('earlier'))
  }
  const loadLater = () => {
    if (!room.hasLater() || room.loading()) return
    setFailed(null)
    // What comes is drawn when somebody gets near it.
    setDrawn((before) => heldAt(before, rows()))
    room.loadLater().catch(() => setFailed('later'))
  }
  const place = createReadingPlace({
    hasNewest,
    onNearStart() {
      if (jumps.isSeeking()) return
      const next = further(drawn(), rows())
      if (next) setDrawn(next)
      else if (failed() !== 'earlier') loadEarlier()
    },
    onNearEnd() {
      if (jumps.isSeeking()) return
      if (inView().at(-1) !== rows().at(-1)) setDrawn((before) => nearer(before, rows()))
      else if (!room.hasLater()) setDrawn((before) => ({ ...before, last: null }))
      else if (failed() !== 'later') loadLater()
    },
  })
  const toEnd = () => {
    batch(() => {
      room.showNewest()
      setDrawn(newestRows)
    })
    place.toEnd()
  }

  onMount(() => {
    if (!box || !list || !end) return
    place.attach(box, list)
    active.attach(list)
    const parts = { box, list, conversation, itemAt }
    box.addEventListener('keydown', (event) => onTimelineKey(event, parts))
    watchSight([end], ({ isIntersecting }) => setEndInView(isIntersecting))
  })

  createEffect(
    on(room.loading, (loading) => {
      if (!loading) place.look()
    }),
  )
  // Rows that come and go may be as high together: the list as a whole would not change.
  createEffect(on(keys, place.look, { defer: true }))
  createEffect(
    on(place.isAtEnd, (isAtEnd) => {
      room.setReadingBack(!isAtEnd)
      if (isAtEnd) setDrawn(newestRows)
    }),
  )

  const jumps = createJumps({
    room,
    rows,
    keys,
    draw: setDrawn,
    place,
    list: () => list,
    onMissing: () => toast({ tone: 'warning', title: words().notFound, text: words().notFoundText }),
  })
  const isMarked = createSelector(jumps.marked)
  const toUnread = async () => {
    const [readUpTo, key] = [unread.readUpTo(), unread.key()]
    if (readUpTo) {
      const first = await jumps.toAfter(readUpTo)
      if (first) unread.found(first)
    } else if (key) await jumps.toItem(key)
    unread.seen()
  }
  createEffect(
    on(conversation.wanted, (wanted) => {
      if (!wanted) return
      hasPlaced = true
      void jumps.toMessage(wanted.eventId)
    }),
  )

  // Opened with more unread than fits: reading begins at the first.
  createEffect(() => {
    if (hasPlaced || items().length === 0) return
    hasPlaced = true
    requestAnimationFrame(() => {
      const mark = list?.querySelector<HTMLElement>('[data-unread]')
      if (!box || !mark || box.scrollHeight - mark.offsetTop <= box.clientHeight) return
      place.toRow(mark)
    })
  })

  createEffect(() => {
    // Also when what is there already becomes readable.
    if (isWatching() && items().length > 0) room.markRead()
  })
  createEffect(on(() => props.sentCount, toEnd, { defer: true }))

  /** Said to those who listen; what is loaded from earlier is not. */
  const [spoken, setSpoken] = createSignal('')
  createEffect(
    on(newest, (item, before) => {
      // What is deleted is not to be heard any more either.
      if (item?.body.kind === 'redacted') return setSpoken('')
      if (!item || !before || item.key === before.key || item.isOwn || item.at < before.at) return
      if (item.body.kind === 'text') setSpoken(`${item.senderName}: ${item.body.text}`)
    }),
  )

  const hasUnseen = createMemo<boolean>((had) => {
    if (place.isAtEnd()) return false
    return had || (room.summary()?.unreadCount ?? 0) > 0
  }, false)

  return (
    <div class={styles['timeline']}>
      <div
        ref={box}
        class={styles['scroll']}
        tabindex="0"
        role="log"
        aria-live="off"
        aria-label={w().timeline}
        aria-describedby={hintId}
      >
        <div class={styles['start']}>
          <Show when={isLoading()}>
            <p role="status" class={styles['muted']}>
              {w().loadingEarlier}
            </p>
          </Show>
          <Show when={failed() === 'earlier' && !isLoading()}>
            <p role="alert" class={styles['muted']}>
              {w().earlierFailed}
            </p>
            <Button variant="secondary" onClick={loadEarlier}>
              {w().loadEarlier}
            </Button>
          </Show>
          <Show when={!room.hasEarlier() && items().length > 0}>
            <p class={styles['muted']}>{w().beginning}</p>
          </Show>
        </div>
        <Show when={items().length === 0}>
          <Show when={room.hasEarlier()} fallback={<Nothing />}>
            <div class={styles['placeholder']}>
              <Skeleton width="60%" height="2.5rem" />
              <Skeleton width="45%" height="2.5rem" />
              <Skeleton width="70%" height="4rem" />
            </div>
          </Show>
        </Show>
        <div ref={list} class={styles['rows']}>
          <For each={keys()}>
            {(key) => (
              <Show when={byKey().get(key)}>
                {(row) => (
                  <TimelineRow
                    row={row()}
                    isNewestOwn={key === newestOwnKey()}
                    isActive={isActive(key)}
                    isMarked={isMarked(key)}
                    active={active}
                    onDay={setDayFrom}
                    onUnreadSeen={unread.seen}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
        <Show when={room.hasLater()}>
          <div class={styles['start']}>
            <Show when={room.loading() === 'later'}>
              <p role="status" class={styles['muted']}>
                {w().loadingLater}
              </p>
            </Show>
            <Show when={failed() === 'later' && !room.loading()}>
              <p role="alert" class={styles['muted']}>
                {w().laterFailed}
              </p>
              <Button variant="secondary" onClick={loadLater}>
                {w().loadLater}
              </Button>
            </Show>
          </div>
        </Show>
        <div ref={end} class={styles['end']} />
      </div>
      <p id={hintId} class={styles['hidden']}>
        {words().keyboardHint}
      </p>
      <div class={styles['hidden']} role="status">
        {spoken()}
      </div>
      <Show when={unread.isAbove() || jumps.isSeeking()}>
        <div class={styles['toUnread']}>
          <Show
            when={!jumps.isSeeking()}
            fallback={
              <p role="status" class={styles['seeking']}>
                {w().loadingEarlier}
              </p>
            }
          >
            <Button variant="secondary" icon={ArrowUp} onClick={() => void toUnread()}>
              {words().toUnread(unread.count())}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={dayFrom()}>
        {(from) => (
          <DayDialog from={from()} onClose={() => setDayFrom(null)} onChoose={(at) => void jumps.toTime(at)} />
        )}
      </Show>
      <Show when={!place.isAtEnd()}>
        <div class={styles['toEnd']}>
          <Button variant={hasUnseen() ? 'primary' : 'secondary'} icon={ArrowDown} onClick={toEnd}>
            {hasUnseen() ? w().newMessages : w().toNewest}
          </Button>
        </div>
      </Show>
    </div>
  )
}

const Nothing = () => {
  const w = useWords(conversationWords)
  return <EmptyState icon={MessagesSquare} title={w().emptyTitle} text={w().emptyText} />
}
