import { Key } from '@solid-primitives/keyed'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import Plus from 'lucide-solid/icons/plus'
import { Show } from 'solid-js'
import type { Day } from '#shared/rota/calendar.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { EmptyState, IconButton } from '../ui/index.ts'
import { Entry } from './Entry.tsx'
import styles from './rota.module.css'
import type { RotaDay } from './rota-days.ts'

type Props = {
  days: readonly RotaDay[]
  mayPlan: boolean
  onShift(shift: PlannedShift): void
  onAdd(day: Day): void
}

/** Day by day, one below the other: for phones. */
export const DayList = (props: Props) => {
  const w = useWords(rotaWords)
  const format = useFormat()
  const drawn = () => props.days.filter(({ entries }) => props.mayPlan || entries.length > 0)
  return (
    <ol class={styles['days']}>
      <Key
        each={drawn()}
        by="day"
        fallback={<EmptyState icon={CalendarDays} title={w().noPlanTitle} text={w().noPlanText} />}
      >
        {(one) => (
          <li class={styles['day']} data-today={one().isToday ? '' : undefined}>
            <div class={styles['dayHead']}>
              <h3 class={styles['dayName']}>
                {format.calendarDay(one().day, 'long')}
                <Show when={one().isToday}>
                  <span class={styles['hidden']}>, </span>
                  <span class={styles['todayMark']}>{w().isToday}</span>
                </Show>
              </h3>
              <Show when={props.mayPlan}>
                <IconButton
                  size="small"
                  icon={Plus}
                  label={w().addOn(format.calendarDay(one().day, 'long'), w().tiers.first)}
                  onClick={() => props.onAdd(one().day)}
                />
              </Show>
            </div>
            <Key each={one().entries} by="key">
              {(entry) => <Entry entry={entry()} withTier onShift={props.onShift} />}
            </Key>
          </li>
        )}
      </Key>
    </ol>
  )
}
