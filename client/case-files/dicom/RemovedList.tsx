import { For, Show } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { dicomSendingWords } from '../../i18n/words/dicom-sending.ts'
import { type RemovedKind, removedKinds } from '../../workers/dicom/facts.ts'
import styles from './dicom-sending.module.css'
import type { PreparedDicom } from './prepare-dicom.ts'

/** What goes and what stays, in words of people, with the values that matter most. */
export const RemovedList = (props: { chosen: PreparedDicom }) => {
  const w = useWords(dicomSendingWords)
  const format = useFormat()
  const shownValue = (kind: RemovedKind): string => {
    const [only, ...others] = props.chosen.patients()
    if (!only || others.length > 0) return ''
    if (kind === 'name') return only.name
    return kind === 'birth' && only.birthDate ? format.date(new Date(`${only.birthDate}T12:00`).getTime()) : ''
  }
  const lines = () =>
    removedKinds
      .filter((kind) => props.chosen.removed().has(kind))
      .map((kind) => {
        const value = shownValue(kind)
        return value ? w().withValue(w()[kind], value) : w()[kind]
      })
  return (
    <div class={styles['effects']}>
      <Show when={lines().length > 0}>
        <section>
          <h3 class={styles['heading']}>{w().goes}</h3>
          <ul class={styles['removed']} aria-label={w().goes}>
            <For each={lines()}>{(line) => <li>{line}</li>}</For>
          </ul>
        </section>
      </Show>
      <section>
        <h3 class={styles['heading']}>{w().stays}</h3>
        <p>{w().staysText}</p>
        <p class={styles['facts']}>{w().joint}</p>
      </section>
    </div>
  )
}
