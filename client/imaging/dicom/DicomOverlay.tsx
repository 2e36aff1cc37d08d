import { For, Show } from 'solid-js'
import { useFormat, useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import styles from './Dicom.module.css'
import { edgesOf } from './orientation.ts'
import type { Shown } from './stack-view.ts'

const sides = ['top', 'right', 'bottom', 'left'] as const
/** Without dots at the thousands, as on the scanner. */
const written = (value: number) => String(Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 100) / 100)

type Props = {
  shown: Shown
  /** So many can be scrolled through. */
  of: number
  isKeyImage: boolean
}

/** Whose picture it is and how it is shown, over its corners, where viewers have it. */
export const DicomOverlay = (props: Props) => {
  const w = useWords(imagingWords)
  const format = useFormat()
  const header = () => props.shown.about.header
  const day = (date: string | null) => (date ? format.date(new Date(`${date}T12:00`).getTime()) : '')
  const edges = () => edgesOf(header().orientation, props.shown.quarterTurns)
  const lines = (...values: (string | null)[]) => values.filter(Boolean)

  return (
    <>
      <div class={styles['overlay']}>
        <div class={styles['patient']}>
          <For
            each={lines(
              header().patientName,
              header().birthDate && w().born(day(header().birthDate)),
              header().patientId,
            )}
          >
            {(line) => <p>{line}</p>}
          </For>
        </div>
        <div class={styles['series']}>
          <For
            each={lines(
              header().modality,
              day(header().studyDate),
              header().studyDescription,
              header().seriesDescription,
            )}
          >
            {(line) => <p>{line}</p>}
          </For>
        </div>
        <div class={styles['values']}>
          <p>{w().windowValues(written(props.shown.window.centre), written(props.shown.window.width))}</p>
          <p>{w().zoom(Math.round(props.shown.zoom * 100))}</p>
          <Show when={props.shown.isInverted}>
            <p>{w().inverted}</p>
          </Show>
        </div>
        <div class={styles['frame']}>
          <Show when={props.isKeyImage}>
            <p>★ {w().keyImage}</p>
          </Show>
          <Show when={props.of > 1}>
            <p>{w().frame(props.shown.frame + 1, props.of)}</p>
          </Show>
          <p>{w().size(header().columns, header().rows)}</p>
        </div>
      </div>
      <Show when={edges()}>
        {(found) => (
          <For each={sides}>
            {(side) => (
              <span class={styles['edge']} data-at={side}>
                {found()[side]}
              </span>
            )}
          </For>
        )}
      </Show>
    </>
  )
}
