import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { For, Show } from 'solid-js'
import { addDays, type Day, mondayOf, weekNumberOf } from '#shared/rota/calendar.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Button, IconButton } from '../ui/index.ts'
import styles from './rota.module.css'
import { type RangeKind, rangeKinds, step } from './rota-range.ts'

type Props = {
  kind: RangeKind
  day: Day
  today: Day
  onChange(change: { view?: RangeKind; day?: Day }): void
}

/** Which week or month is shown, and the ways to others. */
export const Period = (props: Props) => {
  const w = useWords(rotaWords)
  const format = useFormat()
  const title = () => {
    if (props.kind === 'month') return format.calendarDay(props.day, 'month')
    const monday = mondayOf(props.day)
    const [from, to] = [format.calendarDay(monday, 'date'), format.calendarDay(addDays(monday, 6), 'date')]
    return w().weekOf(weekNumberOf(monday), from, to)
  }
  return (
    <div class={styles['period']}>
      <IconButton
        label={w().earlier}
        icon={ChevronLeft}
        onClick={() => props.onChange({ day: step(props.kind, props.day, -1) })}
      />
      <h2 class={styles['periodTitle']} aria-live="polite">
        {title()}
      </h2>
      <IconButton
        label={w().later}
        icon={ChevronRight}
        onClick={() => props.onChange({ day: step(props.kind, props.day, 1) })}
      />
      <Show when={props.day !== props.today}>
        <Button size="small" variant="quiet" onClick={() => props.onChange({ day: props.today })}>
          {w().today}
        </Button>
      </Show>
      <fieldset class={styles['kinds']}>
        <legend class={styles['hidden']}>{w().view}</legend>
        <For each={rangeKinds}>
          {(kind) => (
            <Button
              size="small"
              variant="quiet"
              aria-pressed={props.kind === kind}
              onClick={() => props.onChange({ view: kind })}
            >
              {w()[kind]}
            </Button>
          )}
        </For>
      </fieldset>
    </div>
  )
}
