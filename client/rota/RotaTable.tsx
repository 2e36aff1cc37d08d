import { Key } from '@solid-primitives/keyed'
import Plus from 'lucide-solid/icons/plus'
import { For, Show } from 'solid-js'
import { daysOfWeek } from '#shared/directory/service-times.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import { addDays, type Day, mondayOf, weekNumberOf } from '#shared/rota/calendar.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { arrowSteps, IconButton } from '../ui/index.ts'
import { Entry } from './Entry.tsx'
import styles from './rota.module.css'
import { type RotaDay, tierOf } from './rota-days.ts'
import type { RangeKind } from './rota-range.ts'

type Props = {
  kind: RangeKind
  days: readonly RotaDay[]
  tiers: readonly OnCallTier[]
  mayPlan: boolean
  /** Days that only fill up the weeks of a month. */
  isOutside(day: Day): boolean
  onShift(shift: PlannedShift): void
  onAdd(day: Day, tier?: OnCallTier): void
}

/** Arrows lead from cell to cell, to what can be pressed there. */
const moveByArrows = (event: KeyboardEvent) => {
  const arrow = arrowSteps[event.key]
  const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('td')
  const row = cell?.parentElement
  const table = cell?.closest('table')
  if (!arrow || !cell || !row || !table || event.altKey || event.ctrlKey || event.metaKey) return
  const [right, down] = arrow
  const own = [...cell.querySelectorAll('button')]
  const within = own[own.indexOf(event.target as HTMLButtonElement) + down]
  const rows = [...table.querySelectorAll('tbody tr')]
  const next = down === 0 ? undefined : rows[rows.indexOf(row) + down]
  const cells = [...(down === 0 ? row : (next ?? row)).querySelectorAll('td')]
  const place = [...row.querySelectorAll('td')].indexOf(cell)
  const buttons = [...(cells[place + right]?.querySelectorAll('button') ?? [])]
  const target = down !== 0 && within ? within : down < 0 ? buttons.at(-1) : buttons[0]
  if (!target) return
  event.preventDefault()
  target.focus()
}

/** A week with a row for each tier, or a month with a row for each week. */
export const RotaTable = (props: Props) => {
  const w = useWords(rotaWords)
  const format = useFormat()
  const monday = () => mondayOf(props.days[0]?.day ?? '1970-01-05')
  const weeks = () => Array.from({ length: props.days.length / 7 }, (_, at) => props.days.slice(at * 7, at * 7 + 7))

  return (
    <div class={styles['scroll']}>
      {/* The keys are those of the buttons inside. */}
      <table class={styles['table']} data-kind={props.kind} onKeyDown={moveByArrows}>
        <thead>
          <tr>
            <th scope="col" class={styles['corner']}>
              <span class={styles['hidden']}>{props.kind === 'week' ? w().tier : w().week}</span>
            </th>
            <For each={daysOfWeek}>
              {(_, at) => {
                const day = () => addDays(monday(), at())
                const isToday = () => props.kind === 'week' && props.days[at()]?.isToday === true
                return (
                  <th scope="col" data-today={isToday() ? '' : undefined}>
                    {format.calendarDay(day(), props.kind === 'week' ? 'short' : 'weekday')}
                    <Show when={isToday()}>
                      <span class={styles['hidden']}>{`, ${w().isToday}`}</span>
                    </Show>
                  </th>
                )
              }}
            </For>
          </tr>
        </thead>
        <tbody>
          <Show
            when={props.kind === 'week'}
            fallback={
              <Key each={weeks()} by={(week) => week[0]?.day ?? ''}>
                {(week) => (
                  <tr>
                    <th scope="row">{weekNumberOf(week()[0]?.day ?? monday())}</th>
                    <Key each={week()} by="day">
                      {(one) => <Cell {...props} of={one()} tier={null} />}
                    </Key>
                  </tr>
                )}
              </Key>
            }
          >
            <For each={props.tiers}>
              {(tier) => (
                <tr>
                  <th scope="row">{w().tiers[tier]}</th>
                  <Key each={props.days} by="day">
                    {(one) => <Cell {...props} of={one()} tier={tier} />}
                  </Key>
                </tr>
              )}
            </For>
          </Show>
        </tbody>
      </table>
    </div>
  )
}

type CellProps = Pick<Props, 'mayPlan' | 'isOutside' | 'onShift' | 'onAdd'> & {
  of: RotaDay
  /** Null: all of them, in a month. */
  tier: OnCallTier | null
}

const Cell = (props: CellProps) => {
  const w = useWords(rotaWords)
  const format = useFormat()
  const entries = () => props.of.entries.filter((entry) => props.tier === null || tierOf(entry) === props.tier)
  return (
    <td
      class={styles['cell']}
      data-today={props.of.isToday ? '' : undefined}
      data-outside={props.isOutside(props.of.day) ? '' : undefined}
    >
      <Show when={props.tier === null}>
        <p class={styles['date']}>
          <span aria-hidden="true">{Number(props.of.day.slice(8))}</span>
          <span class={styles['hidden']}>{format.calendarDay(props.of.day, 'long')}</span>
        </p>
      </Show>
      <Key each={entries()} by="key">
        {(entry) => <Entry entry={entry()} withTier={props.tier === null} onShift={props.onShift} />}
      </Key>
      <Show when={props.mayPlan}>
        <span class={styles['add']}>
          <IconButton
            size="small"
            icon={Plus}
            label={w().addOn(format.calendarDay(props.of.day, 'long'), w().tiers[props.tier ?? 'first'])}
            onClick={() => props.onAdd(props.of.day, props.tier ?? 'first')}
          />
        </span>
      </Show>
    </td>
  )
}
