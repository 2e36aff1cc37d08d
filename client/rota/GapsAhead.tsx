import { For, Show } from 'solid-js'
import type { RotaOutput } from '#shared/rota/api.ts'
import { type Day, dayAt } from '#shared/rota/calendar.ts'
import { useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Banner, Button } from '../ui/index.ts'
import { useMoments } from './moments.ts'
import styles from './rota.module.css'

const mostShown = 6

/** Where somebody is missing in the next days, before it happens; each leads to its day. */
export const GapsAhead = (props: { gaps: RotaOutput['gapsAhead']; timeZone: string; onDay(day: Day): void }) => {
  const w = useWords(rotaWords)
  const { moment } = useMoments()
  return (
    <Show when={props.gaps.length > 0}>
      <Banner tone="danger" title={w().gapsAhead(props.gaps.length)}>
        <ul class={styles['gapList']}>
          <For each={props.gaps.slice(0, mostShown)}>
            {({ tier, from }) => (
              <li>
                <Button size="small" variant="quiet" onClick={() => props.onDay(dayAt(from, props.timeZone))}>
                  {w().gapFrom(w().tiers[tier], moment(from, props.timeZone))}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Banner>
    </Show>
  )
}
