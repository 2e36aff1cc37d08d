import MoveUpRight from 'lucide-solid/icons/move-up-right'
import Pencil from 'lucide-solid/icons/pencil'
import Star from 'lucide-solid/icons/star'
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { coReadingWords } from '../../i18n/words/co-reading.ts'
import { arrowSteps, Button, DrawingBoard, StageDialog } from '../../ui/index.ts'
import { beginStroke, drawStrokes, extended, isStroke, lineWidthFor, type Spot, type Stroke } from './strokes.ts'
import styles from './together.module.css'

const tools = [
  { tool: 'arrow', icon: MoveUpRight },
  { tool: 'pen', icon: Pencil },
] as const

/** One press of a key goes so far across the picture; with the shift key, five times as far. */
const keyStep = 1 / 100

type Props = {
  picture: ImageBitmap
  onClose(): void
  onSave(picture: Blob): void
}

/** A frozen picture of the call: drawn on, and saved to the case. */
export const KeyImageEditor = (props: Props) => {
  const w = useWords(coReadingWords)
  const { width, height } = props.picture
  const lineWidth = lineWidthFor(props.picture)
  const [tool, setTool] = createSignal<Stroke['kind']>('arrow')
  const [strokes, setStrokes] = createSignal<readonly Stroke[]>([])
  const [current, setCurrent] = createSignal<Stroke | null>(null)
  /** Where keys have gone to; null while nobody uses them. */
  const [cursor, setCursor] = createSignal<Spot | null>(null)
  const [said, setSaid] = createSignal('')
  const [isBusy, setBusy] = createSignal(false)
  let canvas: HTMLCanvasElement | undefined

  const paint = (all: readonly Stroke[]) => {
    const paper = canvas?.getContext('2d')
    if (!paper) return
    paper.drawImage(props.picture, 0, 0)
    drawStrokes(paper, all, lineWidth)
  }
  createEffect(() => {
    const drawn = current()
    paint(drawn ? [...strokes(), drawn] : strokes())
  })
  onCleanup(() => props.picture.close())

  const finish = () => {
    const drawn = current()
    setCurrent(null)
    if (!drawn || !isStroke(drawn)) return
    setStrokes((before) => [...before, drawn])
    setSaid(w().drawn)
  }
  const undo = () => {
    if (strokes().length === 0) return
    setCurrent(null)
    setStrokes((before) => before.slice(0, -1))
    setSaid(w().undone)
  }
  const save = async () => {
    if (isBusy()) return
    setBusy(true)
    finish()
    paint(strokes())
    const picture = await new Promise<Blob | null>((resolve) => {
      if (canvas) canvas.toBlob(resolve, 'image/png')
      else resolve(null)
    })
    setBusy(false)
    if (picture) props.onSave(picture)
  }

  const moveCursor = (right: number, down: number) => {
    const step = Math.max(width, height) * keyStep
    const from = cursor() ?? { x: width / 2, y: height / 2 }
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value))
    const to = { x: within(from.x + right * step, width), y: within(from.y + down * step, height) }
    setCursor(to)
    setCurrent((before) => before && extended(before, to))
    setSaid(w().cursorAt(Math.round((to.x / width) * 100), Math.round((to.y / height) * 100)))
  }
  const onKey = (event: KeyboardEvent): boolean => {
    const way = arrowSteps[event.key]
    if (way) moveCursor(way[0] * (event.shiftKey ? 5 : 1), way[1] * (event.shiftKey ? 5 : 1))
    else if (event.key === 'Enter') {
      const at = cursor()
      if (current()) finish()
      else if (at) setCurrent(beginStroke(tool(), at))
    } else if (event.key === 'Escape' && current()) setCurrent(null)
    else return false
    return true
  }

  return (
    <StageDialog title={w().keyImage} onClose={() => props.onClose()}>
      <DrawingBoard
        words={{ tools: w().drawTools, undo: w().undo, hint: w().drawHint, keys: w().drawKeys, paper: w().frozen }}
        tools={tools.map((one) => ({ ...one, name: w()[one.tool] }))}
        tool={tool()}
        onTool={setTool}
        end={
          <Button variant="primary" icon={Star} busy={isBusy()} onClick={() => void save()}>
            {w().saveKeyImage}
          </Button>
        }
        canUndo={strokes().length > 0}
        onUndo={undo}
        size={{ width, height }}
        isReady
        onDown={(at) => {
          setCursor(null)
          setCurrent(beginStroke(tool(), at))
        }}
        onMove={(at) => setCurrent((before) => before && extended(before, at))}
        onUp={finish}
        onCancel={() => setCurrent(null)}
        onKey={onKey}
        paper={(element) => onMount(() => element.focus({ preventScroll: true }))}
        said={said()}
      >
        <canvas
          ref={(element) => {
            canvas = element
          }}
          width={width}
          height={height}
        />
        {cursor() && (
          <span
            class={styles['cursor']}
            style={{
              left: `${((cursor()?.x ?? 0) / width) * 100}%`,
              top: `${((cursor()?.y ?? 0) / height) * 100}%`,
            }}
          />
        )}
      </DrawingBoard>
    </StageDialog>
  )
}
