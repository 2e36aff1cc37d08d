import FileText from 'lucide-solid/icons/file-text'
import { For, lazy, Show, Suspense } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import styles from './Study.module.css'
import type { Objects, StudyPart } from './study.ts'

const Thumbnail = lazy(async () => ({ default: (await import('./Thumbnail.tsx')).Thumbnail }))

type Props = {
  parts: readonly StudyPart[]
  objects: Objects
  /** Until then the places of the small pictures stay empty. */
  mayDraw: boolean
  chosen: StudyPart
  onChoose(part: StudyPart): void
}

export const SeriesList = (props: Props) => {
  const w = useWords(imagingWords)
  return (
    <nav class={styles['series']} aria-label={w().seriesList}>
      <For each={props.parts}>
        {(part) => (
          <button
            type="button"
            class={styles['part']}
            aria-current={part === props.chosen ? 'true' : undefined}
            onClick={() => props.onChoose(part)}
          >
            <span class={styles['thumbnail']} aria-hidden="true">
              <Show when={part.kind === 'pictures'} fallback={<FileText size={24} aria-hidden="true" />}>
                <Show when={props.mayDraw}>
                  <Suspense>
                    <Thumbnail objects={props.objects} part={part} />
                  </Suspense>
                </Show>
              </Show>
            </span>
            <span class={styles['what']}>
              <span>{w().seriesOf(part.series.modality, part.series.description)}</span>
              <span class={styles['count']}>
                {part.kind === 'pictures' ? w().pictures(part.length) : w().objects(part.length)}
              </span>
            </span>
          </button>
        )}
      </For>
    </nav>
  )
}
