import { createSignal, For, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Task } from '#shared/consults/task-content.ts'
import { askersOf } from '#shared/consults/task-people.ts'
import { type RoomId, type ServerName, serverOf } from '#shared/matrix/ids.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { auditWords } from '../i18n/words/audit.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button, Skeleton, StatusBadge } from '../ui/index.ts'
import { useAccessText } from './access-text.ts'
import styles from './audit.module.css'
import { type ClinicPart, type ReceivedLine, receivedBy } from './received.ts'

type Part =
  | { state: 'asked' }
  | { state: 'told'; entries: ClinicPart['entries'] }
  | { state: 'failed'; error: ApiError }

/** Each clinic speaks for what its own service saw; whoever does not answer is named, and the rest shown. */
export const ConsultAccesses = (props: { roomId: RoomId; task: Task }) => {
  const w = useWords(auditWords)
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  const clinics = [
    ...new Set([
      session.serverName,
      ...askersOf(props.task).map(serverOf),
      props.task.service.serverName,
      ...(props.task.alternative ? [props.task.alternative.serverName] : []),
    ]),
  ]
  const [parts, setParts] = createStore<Record<ServerName, Part>>({})
  const [isBusy, setBusy] = createSignal(false)

  const ask = async (clinic: ServerName) => {
    const client = clinic === session.serverName ? api.own : api.at(clinic)
    try {
      const param = { roomId: encodeURIComponent(props.roomId) }
      const { entries } = await unwrap(client.api.audit.consults[':roomId'].$get({ param }))
      setParts(clinic, { state: 'told', entries })
    } catch (thrown) {
      const error = apiErrorOf(thrown)
      // The partner learns of a consult with its first change.
      if (error.code === 'not-found') setParts(clinic, { state: 'told', entries: [] })
      else setParts(clinic, { state: 'failed', error })
    }
  }
  const askAll = async (those: readonly ServerName[]) => {
    setBusy(true)
    await Promise.all(those.map(ask))
    setBusy(false)
  }
  onMount(() => {
    for (const clinic of clinics) setParts(clinic, { state: 'asked' })
    void askAll(clinics)
  })

  const told = () =>
    clinics.flatMap((clinic): ClinicPart[] => {
      const part = parts[clinic]
      return part?.state === 'told' ? [{ clinic, entries: part.entries }] : []
    })
  const failed = () =>
    clinics.flatMap((clinic) => {
      const part = parts[clinic]
      return part?.state === 'failed' ? [{ clinic, error: part.error }] : []
    })
  const people = () => receivedBy(told())
  const isAsking = () => clinics.some((clinic) => (parts[clinic]?.state ?? 'asked') === 'asked')

  return (
    <div class={styles['report']} aria-busy={isAsking()}>
      <p class={styles['muted']}>{w().receivedText}</p>
      <For each={failed()}>
        {({ clinic, error }) => (
          <PartMissing
            clinic={clinicName(clinic)}
            error={error}
            isBusy={isBusy()}
            onRetry={() => void askAll(failed().map((part) => part.clinic))}
          />
        )}
      </For>
      <Show
        when={people().length > 0}
        fallback={
          <Show when={isAsking()} fallback={<Show when={failed().length === 0}>{<p>{w().nobody}</p>}</Show>}>
            <Skeleton width="100%" height="8rem" />
          </Show>
        }
      >
        <ul class={styles['people']}>
          <For each={people()}>
            {({ userId, lines }) => (
              <li class={styles['person']}>
                <h3 class={styles['name']}>
                  {session.nameOf(userId)}, {clinicName(serverOf(userId))}
                </h3>
                <ol class={styles['lines']}>
                  <For each={lines}>{(line) => <Line line={line} />}</For>
                </ol>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={told().filter(({ entries }) => entries.length === 0)}>
        {({ clinic }) => <p class={styles['muted']}>{w().nothingThere(clinicName(clinic))}</p>}
      </For>
    </div>
  )
}

const PartMissing = (props: { clinic: string; error: ApiError; isBusy: boolean; onRetry(): void }) => {
  const w = useWords(auditWords)
  const errors = useWords(errorWords)
  return (
    <Banner
      tone="warning"
      title={w().partMissing(props.clinic)}
      action={
        <Button size="small" busy={props.isBusy} onClick={() => props.onRetry()}>
          {w().again}
        </Button>
      }
    >
      {errors()[props.error.code].title}. {errors()[props.error.code].action}
    </Banner>
  )
}

const Line = (props: { line: ReceivedLine }) => {
  const w = useWords(auditWords)
  const text = useAccessText()
  const format = useFormat()
  const clinicName = useClinicName()
  const said = () => {
    const { action, code } = props.line
    return code === null ? text.action()[action] : `${text.action()[action]}: ${text.code(code)}`
  }
  return (
    <li class={styles['line']}>
      <time datetime={new Date(props.line.at).toISOString()}>{format.dateTime(props.line.at)}</time>
      <span>{said()}</span>
      <Show when={props.line.outcome === 'refused'}>
        <StatusBadge tone="warning">{w().refused}</StatusBadge>
      </Show>
      <span class={styles['muted']}>{w().recordedBy(props.line.clinics.map(clinicName).join(', '))}</span>
    </li>
  )
}
