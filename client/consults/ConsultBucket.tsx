import { createMemo, createSignal, For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Button } from '../ui/index.ts'
import type { Consult } from './believe.ts'
import { ConsultEntry } from './ConsultEntry.tsx'
import styles from './consults.module.css'
import type { Bucket } from './worklist.ts'

type Props = { bucket: Bucket; consults: readonly Consult[]; now: number; openId: string | null }

/** Years of consults are in the last bucket: the list stays as long as people read. */
const shownAtOnce = 50

/** One part of the worklist, its first ones and more on demand. */
export const ConsultBucket = (props: Props) => {
  const w = useWords(consultWords)
  const [most, setMost] = createSignal(shownAtOnce)
  const hidden = () => Math.max(0, props.consults.length - most())
  const byId = createMemo(() => new Map(props.consults.slice(0, most()).map((one) => [one.roomId, one])))
  return (
    <section class={styles['bucket']} aria-labelledby={`bucket-${props.bucket}`}>
      <h2 id={`bucket-${props.bucket}`} class={styles['heading']}>
        {w()[props.bucket]} <span class={styles['muted']}>{props.consults.length}</span>
      </h2>
      <Show when={props.consults.length > 0} fallback={<p class={styles['muted']}>{w().nothingNow}</p>}>
        <ul class={styles['entries']}>
          {/* By room, so that a tick of the clock moves no focus. */}
          <For each={[...byId().keys()]}>
            {(roomId) => (
              <Show when={byId().get(roomId)}>
                {(consult) => <ConsultEntry consult={consult()} now={props.now} isOpen={roomId === props.openId} />}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <Show when={hidden() > 0}>
        <Button variant="quiet" onClick={() => setMost(most() + shownAtOnce)}>
          {w().more(Math.min(hidden(), shownAtOnce))}
        </Button>
      </Show>
    </section>
  )
}
