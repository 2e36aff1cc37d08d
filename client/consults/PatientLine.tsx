import { Show } from 'solid-js'
import type { Patient } from '#shared/consults/request.ts'
import { useWords } from '../i18n/index.ts'
import { sexWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import styles from './consults.module.css'
import { useNames } from './names.ts'

/** About whom it is: the first thing to look at. */
export const PatientLine = (props: { patient: Patient }) => {
  const w = useWords(consultWords)
  const sexName = useWords(sexWords)
  const names = useNames()
  return (
    <p class={styles['patient']}>
      <strong>{props.patient.name}</strong>
      <span>
        {w().born(names.day(props.patient.birthDate))}
        {/* What nobody entered is no fact. */}
        <Show when={props.patient.sex !== 'unknown'}>, {sexName()[props.patient.sex]}</Show>
      </span>
    </p>
  )
}
