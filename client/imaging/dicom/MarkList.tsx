import Star from 'lucide-solid/icons/star'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, For, Show } from 'solid-js'
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
  /** Null: a picture by itself, or what is not measured yet. */
  measuredOf(mark: Mark): string | null
  onGoTo(at: number): void
  /** Its button is gone, which had the focus. */
  onRemoved(): void
}

/** Everything that somebody has drawn in this series: for those who cannot point at it, too. */
export const MarkList = (props: Props) => {
  const w = useWords(imagingWords)
  const name = ({ shape }: Annotation) => nameOfShape(w(), shape)
  const byId = createMemo(() => new Map(props.marks.map((mark) => [mark.annotation.eventId, mark])))
  const remove = ({ annotation }: Mark) => {
    props.drawing.remove(annotation.eventId)
    props.onRemoved()
  }
  return (
    <Show when={props.marks.length > 0}>
      <ul class={styles['marks']} aria-label={w().marks}>
        {/* By id: what one goes through by keys stays when somebody draws another. */}
        <For each={[...byId().keys()]}>
          {(id) => (
            <Show when={byId().get(id)}>
              {(mark) => (
                <li>
                  <button type="button" class={styles['mark']} onClick={() => props.onGoTo(mark().at)}>
                    <Show when={mark().annotation.shape.kind === 'key-image'}>
                      <Star size={16} aria-hidden="true" />
                    </Show>
                    {w().mark(
                      [name(mark().annotation), props.measuredOf(mark())].filter(Boolean).join(' '),
                      mark().at + 1,
                      props.drawing.nameOf(mark().annotation.sender),
                    )}
                  </button>
                  <Show when={props.drawing.mayRemove(mark().annotation)}>
                    <IconButton
                      size="small"
                      label={w().removeMark(name(mark().annotation), mark().at + 1)}
                      icon={Trash}
                      onClick={() => remove(mark())}
                    />
                  </Show>
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
    </Show>
  )
}
