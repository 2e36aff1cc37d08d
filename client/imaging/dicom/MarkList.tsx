import Star from 'lucide-solid/icons/star'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'
import type { Annotation } from '#shared/dicom/annotations.ts'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton } from '../../ui/index.ts'
import styles from './Dicom.module.css'
import type { Drawing } from './drawing.ts'
import type { Mark } from './marks.ts'
import { nameOfShape } from './measured-words.ts'

type Props = {
  drawing: Drawing
  /** In the order of the pictures. */
  marks: readonly Mark[]
  /** Null: its picture is not in sight. */
  measuredOf(mark: Mark): string | null
  onGoTo(at: number): void
}

/** Everything that somebody has drawn in this series: for those who cannot point at it, too. */
export const MarkList = (props: Props) => {
  const w = useWords(imagingWords)
  const name = ({ shape }: Annotation) => nameOfShape(w(), shape)
  return (
    <Show when={props.marks.length > 0}>
      <ul class={styles['marks']} aria-label={w().marks}>
        <For each={props.marks}>
          {({ annotation, at }) => (
            <li>
              <button type="button" class={styles['mark']} onClick={() => props.onGoTo(at)}>
                <Show when={annotation.shape.kind === 'key-image'}>
                  <Star size={16} aria-hidden="true" />
                </Show>
                {w().mark(
                  [name(annotation), props.measuredOf({ annotation, at })].filter(Boolean).join(' '),
                  at + 1,
                  props.drawing.nameOf(annotation.sender),
                )}
              </button>
              <Show when={props.drawing.isOwn(annotation.sender)}>
                <IconButton
                  size="small"
                  label={w().removeMark(name(annotation), at + 1)}
                  icon={Trash}
                  onClick={() => props.drawing.remove(annotation.eventId)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
