import MoveUpRight from 'lucide-solid/icons/move-up-right'
import Pencil from 'lucide-solid/icons/pencil'
import Star from 'lucide-solid/icons/star'
import Undo from 'lucide-solid/icons/undo-2'
import { createEffect, createSignal, For, onCleanup, onMount } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { coReadingWords } from '../../i18n/words/co-reading.ts'
import { arrowSteps, Button, IconButton, StageDialog, VisuallyHidden } from '../../ui/index.ts'
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
  let isDrawing = false

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

  const spotOf = ({ clientX, clientY }: PointerEvent): Spot => {
    const box = canvas?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    return { x: ((clientX - box.left) / box.width) * width, y: ((clientY - box.top) / box.height) * height }
  }
  const onDown = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    isDrawing = true
    setCursor(null)
    setCurrent(beginStroke(tool(), spotOf(event)))
  }
  const onMove = (event: PointerEvent) => {
    if (isDrawing) setCurrent((before) => before && extended(before, spotOf(event)))
  }
  const onUp = () => {
    if (!isDrawing) return
    isDrawing = false
    finish()
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
  const onKey = (event: KeyboardEvent) => {
    const way = arrowSteps[event.key]
    const isUndo = (event.ctrlKey || event.metaKey) && event.key === 'z'
    if (isUndo) undo()
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (way) moveCursor(way[0] * (event.shiftKey ? 5 : 1), way[1] * (event.shiftKey ? 5 : 1))
    else if (event.key === 'Enter') {
      const at = cursor()
      if (current()) finish()
      else if (at) setCurrent(beginStroke(tool(), at))
    } else if (event.key === 'Escape' && current()) setCurrent(null)
    else return
    event.preventDefault()
    // Otherwise the dialog would close with it.
    event.stopPropagation()
  }

  return (
    <StageDialog title={w().keyImage} onClose={() => props.onClose()}>
      <div class={styles['toolbar']} role="toolbar" aria-label={w().drawTools}>
        <For each={tools}>
          {(one) => (
            <Button icon={one.icon} aria-pressed={tool() === one.tool} onClick={() => setTool(one.tool)}>
              {w()[one.tool]}
            </Button>
          )}
        </For>
        <IconButton label={w().undo} icon={Undo} disabled={strokes().length === 0} onClick={undo} />
        <span class={styles['end']}>
          <Button variant="primary" icon={Star} busy={isBusy()} onClick={() => void save()}>
            {w().saveKeyImage}
          </Button>
        </span>
      </div>
      <p class={styles['hint']}>
        {w().drawHint} <span class={styles['keys']}>{w().drawKeys}</span>
      </p>
      <div class={styles['stage']}>
        <section
          ref={(element) => {
            element.addEventListener('keydown', onKey)
            onMount(() => element.focus({ preventScroll: true }))
          }}
          class={styles['paper']}
          style={{ '--ratio': String(width / height) }}
          tabindex="0"
          aria-label={w().frozen}
          onPointerDown={onDown}
          onPointerMove={onMove}
          onPointerUp={onUp}
          onPointerCancel={() => {
            isDrawing = false
            setCurrent(null)
          }}
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
        </section>
      </div>
      <VisuallyHidden>
        <span role="status">{said()}</span>
      </VisuallyHidden>
    </StageDialog>
  )
}
