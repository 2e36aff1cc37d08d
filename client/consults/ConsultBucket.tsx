import { createEffect, createMemo, For, type JSX, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { createListWindow, Undrawn } from '../ui/index.ts'
import { ConsultEntry } from './ConsultEntry.tsx'
import styles from './consults.module.css'
import type { Bucket, Listed } from './worklist.ts'

type Props = {
  bucket: Bucket
  consults: readonly Listed[]
  /** Where there are more than those that were read. */
  total?: number
  now: number
  openId: string | null
  unread: ReadonlyMap<RoomId, number>
  /** The end of what was read is near. */
  onNearEnd?: () => void
  children?: JSX.Element
}

/** One part of the worklist. */
export const ConsultBucket = (props: Props) => {
  const w = useWords(consultWords)
  const byId = createMemo(() => new Map(props.consults.map((one) => [one.roomId, one])))
  const order = createMemo(() => [...byId().keys()])
  const window = createListWindow(order)
  createEffect(() => {
    if (window.after() === 0) props.onNearEnd?.()
  })
  return (
    <section class={styles['bucket']} aria-labelledby={`bucket-${props.bucket}`}>
      <h2 id={`bucket-${props.bucket}`} class={styles['heading']}>
        {w()[props.bucket]} <span class={styles['muted']}>{props.total ?? props.consults.length}</span>
      </h2>
      <Show when={props.consults.length > 0} fallback={<p class={styles['muted']}>{w().nothingNow}</p>}>
        <ul ref={window.attach} class={styles['entries']} onKeyDown={window.onKey}>
          <Show when={window.before()}>
            <Undrawn count={window.before()} onSight={window.reach} />
          </Show>
          {/* By room, so that a tick of the clock moves no focus. */}
          <For each={window.drawn()}>
            {(roomId, at) => (
              <Show when={byId().get(roomId)}>
                {(consult) => (
                  <ConsultEntry
                    consult={consult()}
                    now={props.now}
                    isOpen={roomId === props.openId}
                    unread={props.unread.get(roomId) ?? 0}
                    place={{ at: window.before() + at() + 1, of: order().length }}
                  />
                )}
              </Show>
            )}
          </For>
          <Show when={window.after()}>
            <Undrawn
              count={window.after()}
              onSight={(index) => window.reach(order().length - window.after() + index)}
            />
          </Show>
        </ul>
      </Show>
      {props.children}
    </section>
  )
}
