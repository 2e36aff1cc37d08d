import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton } from '../../ui/index.ts'
import styles from './Dicom.module.css'

/** `frame` counts from 0, what is shown from 1. */
export const FrameScroller = (props: { frame: number; frames: number; onFrame(frame: number): void }) => {
  const w = useWords(imagingWords)
  return (
    <div class={styles['scroller']}>
      <IconButton
        label={w().shortcut(w().previousFrame, '↑')}
        icon={ChevronLeft}
        disabled={props.frame === 0}
        onClick={() => props.onFrame(props.frame - 1)}
      />
      <input
        type="range"
        min="1"
        max={props.frames}
        value={props.frame + 1}
        aria-label={w().frames}
        aria-valuetext={w().frame(props.frame + 1, props.frames)}
        onInput={(event) => props.onFrame(event.currentTarget.valueAsNumber - 1)}
      />
      <IconButton
        label={w().shortcut(w().nextFrame, '↓')}
        icon={ChevronRight}
        disabled={props.frame === props.frames - 1}
        onClick={() => props.onFrame(props.frame + 1)}
      />
    </div>
  )
}
