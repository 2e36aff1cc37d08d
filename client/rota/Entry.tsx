import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { Match, Show, Switch } from 'solid-js'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import styles from './rota.module.css'
import type { DayEntry } from './rota-days.ts'
import { tierOf } from './rota-days.ts'

type Props = {
  entry: DayEntry
  /** Where no row says it. */
  withTier?: boolean
  onShift(shift: PlannedShift): void
}

/** A shift to press, or a gap in red. */
export const Entry = (props: Props) => {
  const w = useWords(rotaWords)
  const format = useFormat()
  const tier = () => w().tiers[tierOf(props.entry)]
  const shift = () => (props.entry.kind === 'shift' ? props.entry : null)
  const hoursOf = ({ from, to, lastDay, endsAfter }: Extract<DayEntry, { kind: 'shift' }>) => {
    if (from === null) return endsAfter > 0 ? w().wholeDay : w().untilClock(to)
    return endsAfter > 1 ? w().spanOver(from, format.calendarDay(lastDay, 'short'), to) : w().span(from, to)
  }
  const gap = () => (props.entry.kind === 'gap' ? props.entry : null)
  return (
    <Switch>
      <Match when={gap()}>
        {(one) => (
          <p class={styles['gap']}>
            <TriangleAlert size={14} aria-hidden="true" class={styles['gapSign']} />
            <span>
              <Show when={props.withTier}>{`${tier()}: `}</Show>
              {one().isWholeDay ? w().gapDay : w().gap(one().from, one().to)}
            </span>
          </p>
        )}
      </Match>
      <Match when={shift()}>
        {(one) => (
          <button
            type="button"
            class={styles['shift']}
            data-tier={one().shift.tier}
            data-mine={one().isMine ? '' : undefined}
            data-open={one().name === null ? '' : undefined}
            data-begun={one().from === null ? '' : undefined}
            onClick={() => props.onShift(one().shift)}
          >
            <span class={styles['when']}>
              <Show when={props.withTier}>
                <span class={styles['tier']}>{tier()}</span>
              </Show>
              <span class={styles['hours']}>{hoursOf(one())}</span>
              <Show when={one().from !== null && one().endsAfter === 1}>
                <span title={w().toNextDay}>
                  <span aria-hidden="true">⁺¹</span>
                  <span class={styles['hidden']}>{w().toNextDay}</span>
                </span>
              </Show>
            </span>
            <span class={styles['who']}>{one().name ?? w().nobody}</span>
            <Show when={one().isMine}>
              <span class={styles['hidden']}>{`, ${w().mine}`}</span>
            </Show>
            <Show when={one().isMissed}>
              <span class={styles['missed']}>{w().missed}</span>
            </Show>
            <Show when={one().swap}>
              {(swap) => <span class={styles['swap']}>{swap().status === 'taken' ? w().waits : w().offered}</span>}
            </Show>
          </button>
        )}
      </Match>
    </Switch>
  )
}
