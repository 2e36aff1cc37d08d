import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { type DayFigures, type OverviewOutput, partNames } from '#shared/operation/api.ts'
import { clockToleranceMs } from '#shared/partners/connection.ts'
import { apiErrorOf, askWhileSeen, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { operationWords } from '../i18n/words/operation.ts'
import {
  answerOf,
  Banner,
  BarPlot,
  Button,
  ProgressBar,
  Select,
  Skeleton,
  StatusBadge,
  saveBlob,
  VisuallyHidden,
} from '../ui/index.ts'
import styles from './AdminView.module.css'
import { csvOf } from './csv.ts'
import { DepartmentFigures } from './DepartmentFigures.tsx'
import { Failure } from './Failure.tsx'
import look from './Operation.module.css'

const periods = ['7', '30', '90', '365'] as const
type Period = (typeof periods)[number]

/** So old is at most what somebody sees who leaves the page open. */
const refreshMs = 30_000

/** How every part of the node is, the ways to partners, and what happened on the last days. */
export const Operation = () => {
  const w = useWords(operationWords)
  const api = useClinicApi()
  const [period, setPeriod] = createSignal<Period>('30')
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const [overview, { refetch }] = createResource(period, (days) =>
    unwrap(api.own.api.operation.$get({ query: { days, timeZone } })),
  )
  askWhileSeen(() => {
    if (!overview.loading) void refetch()
  }, refreshMs)
  return (
    <Show
      when={!overview.error}
      fallback={<Failure error={apiErrorOf(overview.error)} onRetry={() => void refetch()} />}
    >
      <Show when={answerOf(overview)} fallback={<Skeleton height="24rem" width="100%" />}>
        {(known) => (
          <>
            <Parts overview={known()} />
            <Now overview={known()} />
            <Partners overview={known()} />
            <div class={styles['tools']}>
              <h2 class={styles['name']}>{w().figures(known().days.length)}</h2>
              <Select
                label={w().period}
                value={period()}
                onChange={setPeriod}
                options={periods.map((value) => ({ value, label: w().days(Number(value)) }))}
              />
            </div>
            <Days days={known().days} />
            {/* Not what an operator's role is for. */}
            <Show when={api.isClinicAdmin() || api.roles().leads.length > 0}>
              <DepartmentFigures days={period()} />
            </Show>
          </>
        )}
      </Show>
    </Show>
  )
}

const Parts = (props: { overview: OverviewOutput }) => {
  const w = useWords(operationWords)
  const down = () => partNames.filter((name) => props.overview.parts[name] === 'down')
  const names = () =>
    down()
      .map((name) => w().partNames[name])
      .join(', ')
  return (
    <section aria-label={w().parts}>
      <Banner
        tone={down().length > 0 ? 'danger' : 'success'}
        title={down().length > 0 ? w().someDown(names()) : w().allUp}
      />
      <ul class={look['tiles']}>
        <For each={partNames}>
          {(name) => (
            <li class={look['tile']}>
              <span>{w().partNames[name]}</span>
              <StatusBadge tone={props.overview.parts[name] === 'up' ? 'success' : 'danger'}>
                {props.overview.parts[name] === 'up' ? w().up : w().down}
              </StatusBadge>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

const Now = (props: { overview: OverviewOutput }) => {
  const w = useWords(operationWords)
  const format = useFormat()
  const running = () => props.overview.running
  const disk = () => {
    const { freeBytes, totalBytes } = props.overview.disk
    return freeBytes === null || totalBytes === null ? null : { freeBytes, totalBytes }
  }
  const store = () => props.overview.store
  return (
    <section aria-label={w().now} class={look['stack']}>
      <ul class={look['tiles']}>
        <Tile name={w().openConsults}>{running().openConsults}</Tile>
        <Tile name={w().calls}>{running().calls ?? w().unknown}</Tile>
        <Tile name={w().participants}>{running().participants ?? w().unknown}</Tile>
      </ul>
      <Show when={disk()}>
        {(space) => (
          <ProgressBar
            label={w().disk}
            value={space().freeBytes / Math.max(1, space().totalBytes)}
            text={w().of(format.size(space().freeBytes), format.size(space().totalBytes))}
          />
        )}
      </Show>
      <ProgressBar
        label={w().store}
        value={store().usedBytes / store().quotaBytes}
        text={w().of(format.size(store().usedBytes), format.size(store().quotaBytes))}
      />
    </section>
  )
}

const Tile = (props: { name: string; children: JSX.Element }) => (
  <li class={look['tile']}>
    <span>{props.name}</span>
    <strong class={look['number']}>{props.children}</strong>
  </li>
)

const Partners = (props: { overview: OverviewOutput }) => {
  const w = useWords(operationWords)
  const format = useFormat()
  type Partner = OverviewOutput['partners'][number]
  const state = ({ isReachable }: Partner) => {
    if (isReachable === null) return { tone: 'neutral' as const, text: w().notTested }
    return isReachable
      ? { tone: 'success' as const, text: w().reachable }
      : { tone: 'danger' as const, text: w().notReachable }
  }
  const facts = ({ delayMs, clockDifferenceMs, failingSince, nextTryAt }: Partner): string[] => [
    ...(delayMs === null ? [] : [w().delay(`${Math.round(delayMs)} ms`)]),
    ...(clockDifferenceMs !== null && Math.abs(clockDifferenceMs) > clockToleranceMs
      ? [w().clock((clockDifferenceMs / 1000).toFixed(1))]
      : []),
    failingSince === null ? w().inStep : w().failing(format.dateTime(failingSince)),
    ...(failingSince === null || nextTryAt === null ? [] : [w().nextTry(format.dateTime(nextTryAt))]),
  ]
  return (
    <section aria-label={w().partners}>
      <h2 class={styles['name']}>{w().partners}</h2>
      <Show when={props.overview.partners.length > 0} fallback={<p class={styles['muted']}>{w().noPartners}</p>}>
        <ul class={styles['list']}>
          <For each={props.overview.partners}>
            {(partner) => (
              <li class={styles['entry']}>
                <div class={styles['main']}>
                  <h3 class={styles['name']}>{partner.name}</h3>
                  <div class={styles['facts']}>
                    <For each={facts(partner)}>{(fact) => <span>{fact}</span>}</For>
                  </div>
                </div>
                <StatusBadge tone={state(partner).tone}>{state(partner).text}</StatusBadge>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

type Column = Exclude<keyof DayFigures, 'day'>
const columns = [
  'calls',
  'participants',
  'consultsAsked',
  'consultsAnswered',
  'escalations',
] as const satisfies Column[]

const Days = (props: { days: readonly DayFigures[] }) => {
  const w = useWords(operationWords)
  const valuesOf = (column: Column) => props.days.map((day) => day[column])
  const sumOf = (column: Column) => valuesOf(column).reduce((sum, value) => sum + value, 0)
  const save = () =>
    saveBlob(
      csvOf([
        [w().day, ...columns.map((column) => w().columns[column])],
        ...props.days.map((day) => [day.day, ...columns.map((column) => day[column])]),
      ]),
      w().csvName,
    )
  const sentence = (column: Column) =>
    w().plot(
      w().columns[column],
      props.days[0]?.day ?? '',
      props.days.at(-1)?.day ?? '',
      Math.max(0, ...valuesOf(column)),
    )
  return (
    <>
      <div class={look['plots']}>
        <For each={columns}>
          {(column) => (
            <figure class={look['plot']}>
              <figcaption class={look['caption']}>
                <span>{w().columns[column]}</span>
                <span class={styles['muted']}>{w().sum(sumOf(column))}</span>
              </figcaption>
              <BarPlot
                label={sentence(column)}
                bars={props.days.map((day) => ({ label: day.day, value: day[column] }))}
              />
            </figure>
          )}
        </For>
      </div>
      <div class={styles['actions']}>
        <Button variant="secondary" onClick={save}>
          {w().csv}
        </Button>
      </div>
      <details>
        <summary>{w().table}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
        <section class={look['scroll']} tabIndex={0} aria-label={w().table}>
          <table class={look['table']}>
            <caption>
              <VisuallyHidden>{w().figures(props.days.length)}</VisuallyHidden>
            </caption>
            <thead>
              <tr>
                <th scope="col">{w().day}</th>
                <For each={columns}>{(column) => <th scope="col">{w().columns[column]}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={props.days.toReversed()}>
                {(day) => (
                  <tr>
                    <th scope="row">{day.day}</th>
                    <For each={columns}>{(column) => <td>{day[column]}</td>}</For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}
