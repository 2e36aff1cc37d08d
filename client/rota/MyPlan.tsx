import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { answerOf } from '../ui/index.ts'
import { useMoments } from './moments.ts'
import { useMyRota } from './my-rota.tsx'
import styles from './rota.module.css'

const mostShown = 4

/** On the page of the own duty: what is planned next, and the way to the plan. */
export const MyPlan = () => {
  const w = useWords(rotaWords)
  const { mine } = useMyRota()
  return (
    <Show when={answerOf(mine)?.serviceId !== null && answerOf(mine)}>
      {(plan) => {
        const { span } = useMoments()
        return (
          <section class={styles['block']} aria-labelledby="my-plan">
            <div class={styles['blockHead']}>
              <h2 id="my-plan" class={styles['blockName']}>
                {w().planned}
              </h2>
              <A href="/duty/rota">{w().open}</A>
            </div>
            <Show when={plan().shifts.length > 0} fallback={<p class={styles['muted']}>{w().nothingPlanned}</p>}>
              <ul class={styles['rows']}>
                <For each={plan().shifts.slice(0, mostShown)}>
                  {(shift) => (
                    <li class={styles['row']}>
                      <span class={styles['rowName']}>{span(shift.start, shift.end, shift.timeZone)}</span>
                      <span class={styles['muted']}>{w().tiers[shift.tier]}</span>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </section>
        )
      }}
    </Show>
  )
}
