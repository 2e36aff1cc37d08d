import { Show } from 'solid-js'
import type { PartnerConnection } from '#shared/partners/api.ts'
import { firstFault } from '#shared/partners/connection.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { connectionWords } from '../i18n/words/connection.ts'
import { StatusBadge, TimeAgo } from '../ui/index.ts'
import styles from './AdminView.module.css'

const soonMs = 14 * 24 * 60 * 60_000

/** How the way to a partner was when it was last tested, and what was wrong last. */
export const ConnectionFacts = (props: { connection: PartnerConnection }) => {
  const w = useWords(connectionWords)
  const format = useFormat()
  const report = () => props.connection.report
  const fault = () => firstFault(report())
  const isSoon = (ends: number) => ends - report().testedAt < soonMs
  return (
    <>
      <div class={styles['facts']}>
        <Show when={fault()} fallback={<StatusBadge tone="success">{w().reachable}</StatusBadge>}>
          {(found) => <StatusBadge tone="danger">{w().faults[found().fault].title}</StatusBadge>}
        </Show>
        <Show when={report().delayMs !== null}>
          <span>{w().delay(format.number(report().delayMs ?? 0))}</span>
        </Show>
        <Show when={report().certificateEnds}>
          {(ends) => (
            <Show when={isSoon(ends())} fallback={<span>{w().certificateUntil(format.date(ends()))}</span>}>
              <StatusBadge tone="warning">{w().certificateSoon(format.date(ends()))}</StatusBadge>
            </Show>
          )}
        </Show>
        <span class={styles['muted']}>
          {w().testedAt} <TimeAgo at={report().testedAt} />
        </span>
      </div>
      <Show when={!fault() && props.connection.lastError}>
        {(last) => (
          <p class={styles['muted']}>
            {w().lastError} {w().faults[last().fault].title}, <TimeAgo at={last().at} />
          </p>
        )}
      </Show>
    </>
  )
}
