import { For, Show } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import styles from './Dicom.module.css'
import type { DicomFile } from './open-dicom.ts'
import { objectKindOf } from './sop-class.ts'

/** An object without pixels, as what it is. */
export const DicomFacts = (props: { file: Extract<DicomFile, { kind: 'facts' }> }) => {
  const w = useWords(imagingWords)
  const format = useFormat()
  const facts = () => {
    const { header } = props.file
    const kind = objectKindOf(header.sopClass)
    const day = (date: string | null) => (date ? format.date(new Date(`${date}T12:00`).getTime()) : '')
    return [
      { name: w().object, value: kind ? w()[kind] : w().unknownObject(header.sopClass) },
      { name: w().modality, value: header.modality },
      {
        name: w().patient,
        value: [header.patientName, header.birthDate && w().born(day(header.birthDate))].filter(Boolean).join(', '),
      },
      { name: w().patientId, value: header.patientId },
      { name: w().study, value: [day(header.studyDate), header.studyDescription].filter(Boolean).join(', ') },
      { name: w().series, value: header.seriesDescription },
    ].filter(({ value }) => value !== '')
  }

  return (
    <section class={styles['facts']} tabindex="0" aria-label={w().content}>
      <p>{w().noPixels}</p>
      <dl class={styles['list']}>
        <For each={facts()}>
          {(fact) => (
            <>
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </>
          )}
        </For>
      </dl>
      <Show when={props.file.lines.length > 0}>
        <h3>{w().content}</h3>
        <For each={props.file.lines}>
          {(line) => (
            <p class={styles['line']} style={{ 'padding-inline-start': `${Math.min(line.depth, 6)}rem` }}>
              <Show when={line.name}>
                <span class={styles['name']}>{line.name}: </span>
              </Show>
              {line.value}
            </p>
          )}
        </For>
      </Show>
    </section>
  )
}
