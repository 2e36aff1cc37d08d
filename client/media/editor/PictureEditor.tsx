import Check from 'lucide-solid/icons/check'
import Crop from 'lucide-solid/icons/crop'
import Droplets from 'lucide-solid/icons/droplets'
import RectangleHorizontal from 'lucide-solid/icons/rectangle-horizontal'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { arrowSteps, Button, DrawingBoard, ErrorState, IconButton, StageDialog } from '../../ui/index.ts'
import styles from './editor.module.css'
import {
  frameBetween,
  isFrame,
  middleFrame,
  movedFrame,
  type Point,
  percentsOf,
  type Rect,
  resizedFrame,
  type Size,
} from './frame.ts'
import { openWorkingPicture, type WorkingPicture } from './working-picture.ts'

type Tool = 'crop' | 'blacken' | 'blur'

const tools = [
  { tool: 'blacken', icon: RectangleHorizontal },
  { tool: 'blur', icon: Droplets },
  { tool: 'crop', icon: Crop },
] as const

/** One press of a key goes so far across the picture. */
const keyStep = 1 / 50

/**
 * Crops, turns and covers a picture for good. Whatever way one leaves it, what was done stays done: nobody sends by
 * mistake what they had covered.
 */
export const PictureEditor = (props: { file: Blob; onDone(file: Blob): void }) => {
  const w = useWords(mediaWords)
  const [picture, setPicture] = createSignal<WorkingPicture | null>(null)
  const [hasFailed, setFailed] = createSignal(false)
  const [tool, setTool] = createSignal<Tool>('blacken')
  const [frame, setFrame] = createSignal<Rect | null>(null)
  const [said, setSaid] = createSignal('')
  const [isBusy, setBusy] = createSignal(false)
  let paper: HTMLElement | undefined
  let from: Point | null = null

  const size = (): Size => picture()?.size() ?? { width: 1, height: 1 }
  const openOn = (canvas: HTMLCanvasElement) =>
    openWorkingPicture(props.file, canvas).then(
      (opened) => {
        setPicture(opened)
        paper?.focus({ preventScroll: true })
      },
      () => setFailed(true),
    )
  onCleanup(() => picture()?.close())

  const apply = () => {
    const chosen = frame()
    if (!chosen || !isFrame(chosen, size())) return
    const done: Record<Tool, string> = { crop: w().cropped, blacken: w().blackened, blur: w().blurred }
    picture()?.apply({ kind: tool(), frame: chosen })
    setFrame(null)
    setSaid(done[tool()])
  }
  const turn = () => {
    picture()?.apply({ kind: 'turn' })
    setFrame(null)
    setSaid(w().turned)
  }
  const undo = () => {
    if (!picture()?.hasEdits()) return
    picture()?.undo()
    setFrame(null)
    setSaid(w().undone)
  }
  const finish = async () => {
    const working = picture()
    if (isBusy()) return
    if (!working?.hasEdits()) return props.onDone(props.file)
    setBusy(true)
    try {
      props.onDone(await working.result(props.file.type))
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }

  const onUp = (to: Point) => {
    if (!from) return
    const drawn = frameBetween(from, to, size())
    from = null
    if (!isFrame(drawn, size())) return void setFrame(null)
    setFrame(drawn)
    // A crop is looked at first; what is to be covered is covered.
    if (tool() !== 'crop') apply()
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key === 'Enter' && frame()) {
      apply()
      return true
    }
    const way = arrowSteps[event.key]
    if (!way) return false
    const [right, down] = way
    const step = Math.max(1, Math.round(Math.max(size().width, size().height) * keyStep))
    const before = frame()
    const change = event.shiftKey ? resizedFrame : movedFrame
    const next = before ? change(before, right * step, down * step, size()) : middleFrame(size())
    setFrame(next)
    setSaid(w().frame(...percentsOf(next, size())))
    return true
  }

  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`
  const frameStyle = (shown: Rect) => ({
    left: percent(shown.x, size().width),
    top: percent(shown.y, size().height),
    width: percent(shown.width, size().width),
    height: percent(shown.height, size().height),
  })

  return (
    <StageDialog title={w().editor} onClose={() => void finish()}>
      <Show when={!hasFailed()} fallback={<ErrorState title={w().notEditable} text={w().notEditableText} />}>
        <DrawingBoard
          words={{
            tools: w().tools,
            undo: w().undo,
            hint: tool() === 'crop' ? w().cropHint : w().coverHint,
            keys: w().keysHint,
            paper: w().stage,
          }}
          tools={tools.map((one) => ({ ...one, name: w()[one.tool] }))}
          tool={tool()}
          onTool={(chosen) => {
            setTool(chosen)
            setFrame(null)
          }}
          moreTools={<IconButton label={w().turn} icon={RotateCw} onClick={turn} />}
          end={
            <>
              <Show when={frame()}>
                <Button onClick={apply}>{w().apply}</Button>
              </Show>
              <Button variant="primary" icon={Check} busy={isBusy()} onClick={() => void finish()}>
                {w().done}
              </Button>
            </>
          }
          canUndo={picture()?.hasEdits() ?? false}
          onUndo={undo}
          size={size()}
          isNeverEnlarged
          isReady={picture() !== null}
          onDown={(at) => {
            from = at
          }}
          onMove={(at) => from && setFrame(frameBetween(from, at, size()))}
          onUp={onUp}
          onCancel={() => {
            from = null
            setFrame(null)
          }}
          onKey={onKey}
          paper={(element) => {
            paper = element
          }}
          said={said()}
        >
          <canvas ref={(element) => void openOn(element)} />
          <Show when={frame()}>
            {(shown) => <div class={styles['frame']} data-tool={tool()} style={frameStyle(shown())} />}
          </Show>
        </DrawingBoard>
      </Show>
    </StageDialog>
  )
}
