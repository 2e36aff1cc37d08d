import { createResource, For, Show } from 'solid-js'
import type { Figures } from '#shared/consults/figures.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { operationWords } from '../i18n/words/operation.ts'
import { answerOf, Button, Skeleton, saveBlob } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { csvOf } from './csv.ts'
import { Failure } from './Failure.tsx'
import look from './Operation.module.css'

const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 60_000))

/** How soon each department accepts and answers, what it declined or left, and how often its time ran out. */
export const DepartmentFigures = (props: { days: string }) => {
  const w = useWords(operationWords)
  const format = useFormat()
  const api = useClinicApi()
  const [figures, { refetch }] = createResource(
    () => props.days,
    (days) => unwrap(api.own.api.consults.figures.$get({ query: { days } })),
  )
  const services = () => answerOf(figures)?.services ?? []
  const duration = (ms: number | null) => (ms === null ? '–' : format.duration(ms))
  const cells = (one: Figures) => [
    one.asked,
    one.answered,
    one.declined,
    one.failed,
    duration(one.acceptMs),
    duration(one.answerMs),
    one.escalations,
  ]
  const heads = () => [
    w().asked,
    w().answered,
    w().declined,
    w().notAccepted,
    w().toAccept,
    w().toAnswer,
    w().escalations,
  ]
  const save = () =>
    saveBlob(
      csvOf([
        [
          w().department,
          w().asked,
          w().answered,
          w().declined,
          w().notAccepted,
          `${w().toAccept} (min)`,
          `${w().toAnswer} (min)`,
          w().escalations,
        ],
        ...services().map(({ name, figures: one }) => [
          name,
          one.asked,
          one.answered,
          one.declined,
          one.failed,
          minutes(one.acceptMs),
          minutes(one.answerMs),
          one.escalations,
        ]),
      ]),
      w().departmentsCsvName,
    )
  return (
    <div class={look['stack']}>
      <h2 class={styles['name']}>{w().departments}</h2>
      <Show
        when={!figures.error}
        fallback={<Failure error={apiErrorOf(figures.error)} onRetry={() => void refetch()} />}
      >
        <Show when={answerOf(figures)} fallback={<Skeleton height="8rem" width="100%" />}>
          <Show when={services().length > 0} fallback={<p class={styles['muted']}>{w().noDepartments}</p>}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
            <section class={look['scroll']} tabIndex={0} aria-label={w().departments}>
              <table class={look['table']}>
                <thead>
                  <tr>
                    <th scope="col">{w().department}</th>
                    <For each={heads()}>{(head) => <th scope="col">{head}</th>}</For>
                  </tr>
                </thead>
                <tbody>
                  <For each={services()}>
                    {(service) => (
                      <tr>
                        <th scope="row">{service.name}</th>
                        <For each={cells(service.figures)}>{(value) => <td>{value}</td>}</For>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </section>
            <div class={styles['actions']}>
              <Button variant="secondary" onClick={save}>
                {w().csv}
              </Button>
            </div>
          </Show>
        </Show>
      </Show>
    </div>
  )
}
