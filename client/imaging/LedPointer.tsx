import MousePointer2 from 'lucide-solid/icons/mouse-pointer-2'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import type { Point } from './gestures.ts'
import styles from './Viewer.module.css'

/** Where the one who leads points; `at` is on the stage, in its pixels. */
export const LedPointer = (props: { at: Point; name: string }) => {
  const w = useWords(imagingWords)
  return (
    <div
      class={styles['pointer']}
      role="img"
      aria-label={w().pointerOf(props.name)}
      style={{ transform: `translate(${props.at.x}px, ${props.at.y}px)` }}
    >
      <MousePointer2 size={22} aria-hidden="true" />
      <span aria-hidden="true">{props.name}</span>
    </div>
  )
}
