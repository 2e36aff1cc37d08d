import { A, useNavigate, useParams } from '@solidjs/router'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Presentation from 'lucide-solid/icons/presentation'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import { type Priority, priorities } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { MissingRoom } from '../conversations/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, EmptyState, PageHeader, Select, Skeleton, TextField } from '../ui/index.ts'
import { ConsultBucket } from './ConsultBucket.tsx'
import { ConsultDetail } from './ConsultDetail.tsx'
import styles from './consults.module.css'
import { createConsults } from './consults-store.ts'
import { useNames } from './names.ts'
import { PastConsult } from './PastConsult.tsx'
import { createPastConsults } from './past-consults.ts'
import { createUnread } from './unread.ts'
import { type Bucket, buckets, foundBy, type Listed, narrowed, ofPriority, withPast, worklistOf } from './worklist.ts'

const openBuckets = buckets.filter((bucket) => bucket !== 'done')

/** From the last entry of a part to the first of the next one, and back: the parts are one list to whoever reads it. */
const goToNextPart = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const entry = event.target instanceof HTMLAnchorElement ? event.target.closest('li') : null
  if (!entry || event.ctrlKey || event.metaKey || event.altKey) return
  const isDown = event.key === 'ArrowDown' && entry.ariaPosInSet === entry.ariaSetSize
  const isUp = event.key === 'ArrowUp' && entry.ariaPosInSet === '1'
  if (!isDown && !isUp) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('li[aria-posinset] a')]
  const here = all.findIndex((one) => entry.contains(one))
  all[here + (isDown ? 1 : -1)]?.focus()
}

/** What needs me now, what I have, what I wait for; and the consult that is open. */
export const ConsultsView = () => {
  const w = useWords(consultWords)
  const api = useClinicApi()
  const session = useSession()
  const params = useParams<{ roomId?: string }>()
  const navigate = useNavigate()
  const consults = createConsults()
  const names = useNames()
  const errors = useWords(errorWords)
  const priorityName = useWords(priorityWords)
  const now = createClock()
  // Seconds are for what is left of a time; where a consult belongs changes seldom.
  const minute = createClock(30_000)
  const [typed, setTyped] = createSignal('')
  const [shown, setShown] = createSignal<Bucket | 'all'>('all')
  const [priority, setPriority] = createSignal<Priority | 'all'>('all')
  const isNarrowed = () => typed() !== '' || shown() !== 'all' || priority() !== 'all'
  const past = createPastConsults(() => {
    const wanted = priority()
    return { q: typed().trim(), ...(wanted === 'all' ? {} : { priority: wanted }) }
  })
  const textsOf = ({ label, service, requester, owner }: Task) => [
    label,
    service.name,
    names.clinic(service.serverName),
    names.person(requester),
    names.clinicOf(requester),
    owner ? names.person(owner) : '',
  ]
  const whole = createMemo(() => worklistOf(consults(), session.userId, minute()))
  const list = createMemo(() => narrowed(whole(), (part) => ofPriority(foundBy(part, typed(), textsOf), priority())))
  const open = createMemo(() => new Set(openBuckets.flatMap((bucket) => whole()[bucket].map(({ roomId }) => roomId))))
  const done = createMemo(() =>
    withPast(list().done, {
      consults: past.items() ?? [],
      hasMore: past.next() !== null,
      isOpen: (roomId) => open().has(roomId),
    }),
  )
  /** The service counts all that are over, also those that stand further up. */
  const doneTotal = () => {
    const isOverHere = ({ task }: Listed) => isOver(task.status)
    const above = openBuckets.flatMap((bucket) => list()[bucket]).filter(isOverHere).length
    return (past.total() ?? 0) - above + list().done.filter((one) => !isOverHere(one)).length
  }
  const unread = createUnread()
  const openId = () => (params.roomId ? decodeURIComponent(params.roomId) : null)
  const opened = createMemo(() => consults().find(({ roomId }) => roomId === openId()) ?? null)
  const byId = (roomId: string) => consults().find((consult) => consult.roomId === roomId)
  createEffect(() => {
    const roomId = openId()
    if (roomId && !opened() && !session.isListWhole()) session.wantRoom(roomId as RoomId)
  })
  const openedPast = createMemo(() => past.items()?.find(({ roomId }) => roomId === openId()) ?? null)
  const hasNone = () => consults().length === 0 && done().length === 0 && !isNarrowed()
  const isLoading = () => hasNone() && (!session.isListWhole() || past.isLoading())
  const isShown = (bucket: Bucket) => shown() === 'all' || shown() === bucket
  const countOf = (bucket: Bucket) => (bucket === 'done' ? done().length : list()[bucket].length)
  const hasFound = () => buckets.some((bucket) => isShown(bucket) && countOf(bucket) > 0)
  const showAll = () => {
    setTyped('')
    setShown('all')
    setPriority('all')
  }
  // One page at a time, and none after one that failed before somebody asks for it.
  const goOn = () => {
    if (past.next() !== null && !past.isLoading() && !past.error()) void past.loadMore()
  }
  const retryPast = () => void (past.next() === null ? past.reload() : past.loadMore())

  return (
    <div class={styles['split']} classList={{ [styles['isOpen'] ?? '']: openId() !== null }}>
      <section class={styles['worklist']} aria-label={w().title} onKeyDown={goToNextPart}>
        <PageHeader
          title={w().title}
          actions={
            <>
              <Show when={api.has('board')}>
                <A href="/consults/board" class={styles['toBoard']} aria-label={w().board} title={w().board}>
                  <Presentation size={20} aria-hidden="true" />
                </A>
              </Show>
              <Button variant="primary" icon={ClipboardPlus} onClick={() => navigate('/consults/new')}>
                {w().newConsult}
              </Button>
            </>
          }
        />
        <Show when={!isLoading()} fallback={<Skeleton width="100%" height="16rem" />}>
          <Show
            when={!hasNone()}
            fallback={<EmptyState icon={Stethoscope} title={w().noneTitle} text={w().noneText} />}
          >
            <TextField
              type="search"
              label={w().search}
              placeholder={w().search}
              hideLabel
              value={typed()}
              onInput={setTyped}
              autocomplete="off"
            />
            <div class={styles['filters']}>
              <Select
                label={w().whichPart}
                hideLabel
                value={shown()}
                onChange={setShown}
                options={[
                  { value: 'all', label: w().allParts },
                  ...buckets.map((bucket) => ({ value: bucket, label: w()[bucket] })),
                ]}
              />
              <Select
                label={w().priority}
                hideLabel
                value={priority()}
                onChange={setPriority}
                options={[
                  { value: 'all', label: w().allPriorities },
                  ...priorities.toReversed().map((value) => ({ value, label: priorityName()[value] })),
                ]}
              />
            </div>
            <For each={openBuckets}>
              {(bucket) => (
                <Show when={isShown(bucket) && (countOf(bucket) > 0 || (bucket === 'now' && !isNarrowed()))}>
                  <ConsultBucket
                    bucket={bucket}
                    consults={list()[bucket]}
                    now={now()}
                    openId={openId()}
                    unread={unread()}
                  />
                </Show>
              )}
            </For>
            <Show when={isShown('done') && done().length > 0}>
              <ConsultBucket
                bucket="done"
                consults={done()}
                total={Math.max(doneTotal(), done().length)}
                now={now()}
                openId={openId()}
                unread={unread()}
                onNearEnd={goOn}
              >
                <Show when={past.isLoading()}>
                  <p class={styles['muted']} role="status">
                    {w().moreComing}
                  </p>
                </Show>
              </ConsultBucket>
            </Show>
            <Show when={past.error()}>
              {(error) => (
                <Banner
                  tone="warning"
                  title={w().pastMissing}
                  action={
                    <Button size="small" onClick={retryPast}>
                      {w().retry}
                    </Button>
                  }
                >
                  {errors()[error().code].title}
                </Banner>
              )}
            </Show>
            <Show when={!hasFound() && !past.isLoading() && !past.error() && isNarrowed()}>
              <EmptyState
                title={w().nothingFoundTitle}
                text={w().nothingFoundText}
                action={
                  <Button variant="secondary" onClick={showAll}>
                    {w().showAll}
                  </Button>
                }
              />
            </Show>
          </Show>
        </Show>
      </section>

      <div class={styles['detail']}>
        <Show when={openId()} fallback={<p class={styles['choose']}>{w().choose}</p>}>
          {(wantedId) => (
            <>
              <A href="/consults" class={styles['back']}>
                {w().back}
              </A>
              <Show
                when={opened()?.roomId}
                keyed
                fallback={
                  <Show
                    when={openedPast()}
                    fallback={
                      <Show when={session.isListWhole()} fallback={<Skeleton width="100%" height="20rem" />}>
                        <MissingRoom
                          roomId={wantedId() as RoomId}
                          icon={Stethoscope}
                          title={w().notFoundTitle}
                          text={w().notFoundText}
                        />
                      </Show>
                    }
                  >
                    {(consult) => <PastConsult consult={consult()} isComing={!session.isListWhole()} />}
                  </Show>
                }
              >
                {(roomId) => (
                  <Show when={byId(roomId)}>{(consult) => <ConsultDetail consult={consult()} now={now()} />}</Show>
                )}
              </Show>
            </>
          )}
        </Show>
      </div>
    </div>
  )
}
