import { For, Show } from 'solid-js'
import type { SignedReport } from '#shared/consults/report.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'

/** One signed version of the answer, with the person it is about. */
export const ReportCard = (props: { report: SignedReport }) => {
  const w = useWords(consultWords)
  const names = useNames()
  const title = () =>
    props.report.status === 'final' ? w().reportOf(props.report.version) : w().interimOf(props.report.version)
  return (
    <article class={styles['stack']} aria-label={title()}>
      <p class={styles['patient']}>
        <strong>{props.report.patient.name}</strong>
        <span>{w().born(names.day(props.report.patient.birthDate))}</span>
      </p>
      <dl class={styles['facts']}>
        <For each={['findings', 'assessment', 'recommendation'] as const}>
          {(part) => (
            <div>
              <dt>{w()[part]}</dt>
              <dd>{props.report[part]}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class={styles['muted']}>
        {title()}. {w().signedBy(names.person(props.report.signedOff.by), names.moment(props.report.signedOff.at))}
        <Show when={props.report.version > 1}>. {w().replaced(props.report.version - 1)}</Show>
      </p>
    </article>
  )
}
