import Check from 'lucide-solid/icons/check'
import Crop from 'lucide-solid/icons/crop'
import Droplets from 'lucide-solid/icons/droplets'
import RectangleHorizontal from 'lucide-solid/icons/rectangle-horizontal'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import Undo from 'lucide-solid/icons/undo-2'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { arrowSteps, Button, ErrorState, IconButton, StageDialog } from '../../ui/index.ts'
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
const marginPx = 16

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
  const [room, setRoom] = createSignal<Size>({ width: 0, height: 0 })
  const [isBusy, setBusy] = createSignal(false)
  let paper: HTMLElement | undefined
  let from: Point | null = null

  const size = (): Size => picture()?.size() ?? { width: 1, height: 1 }
  const scale = () => Math.min(1, room().width / size().width, room().height / size().height) || 0

  const watchStage = (stage: HTMLElement) => {
    const observer = new ResizeObserver(() =>
      setRoom({ width: stage.clientWidth - 2 * marginPx, height: stage.clientHeight - 2 * marginPx }),
    )
    observer.observe(stage)
    onCleanup(() => observer.disconnect())
  }
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

  const pointOf = (event: PointerEvent): Point => {
    const { left, top } = paper?.getBoundingClientRect() ?? { left: 0, top: 0 }
    return { x: (event.clientX - left) / scale(), y: (event.clientY - top) / scale() }
  }
  const onPointerDown = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    from = pointOf(event)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (from) setFrame(frameBetween(from, pointOf(event), size()))
  }
  const onPointerUp = (event: PointerEvent) => {
    if (!from) return
    const drawn = frameBetween(from, pointOf(event), size())
    from = null
    if (!isFrame(drawn, size())) return void setFrame(null)
    setFrame(drawn)
    // A crop is looked at first; what is to be covered is covered.
    if (tool() !== 'crop') apply()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'z') {
      event.preventDefault()
      return undo()
    }
    if (event.key === 'Enter' && frame()) {
      event.preventDefault()
      return apply()
    }
    const way = arrowSteps[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const [right, down] = way
    const step = Math.max(1, Math.round(Math.max(size().width, size().height) * keyStep))
    const before = frame()
    const change = event.shiftKey ? resizedFrame : movedFrame
    const next = before ? change(before, right * step, down * step, size()) : middleFrame(size())
    setFrame(next)
    setSaid(w().frame(...percentsOf(next, size())))
  }

  const frameStyle = (shown: Rect) => ({
    left: `${shown.x * scale()}px`,
    top: `${shown.y * scale()}px`,
    width: `${shown.width * scale()}px`,
    height: `${shown.height * scale()}px`,
  })

  return (
    <StageDialog title={w().editor} onClose={() => void finish()}>
      <Show when={!hasFailed()} fallback={<ErrorState title={w().notEditable} text={w().notEditableText} />}>
        <div class={styles['toolbar']} role="toolbar" aria-label={w().tools}>
          <For each={tools}>
            {(one) => (
              <Button
                icon={one.icon}
                aria-pressed={tool() === one.tool}
                onClick={() => {
                  setTool(one.tool)
                  setFrame(null)
                }}
              >
                {w()[one.tool]}
              </Button>
            )}
          </For>
          <IconButton label={w().turn} icon={RotateCw} onClick={turn} />
          <IconButton label={w().undo} icon={Undo} disabled={!picture()?.hasEdits()} onClick={undo} />
          <span class={styles['end']}>
            <Show when={frame()}>
              <Button onClick={apply}>{w().apply}</Button>
            </Show>
            <Button variant="primary" icon={Check} busy={isBusy()} onClick={() => void finish()}>
              {w().done}
            </Button>
          </span>
        </div>
        <p class={styles['hint']}>
          {tool() === 'crop' ? w().cropHint : w().coverHint} <span class={styles['keys']}>{w().keysHint}</span>
        </p>
        <div ref={watchStage} class={styles['stage']}>
          <section
            ref={(element) => {
              paper = element
            }}
            class={styles['paper']}
            style={{ width: `${size().width * scale()}px`, height: `${size().height * scale()}px` }}
            tabindex={0}
            aria-label={w().stage}
            data-ready={picture() ? '' : undefined}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
            onPointerUp={onPointerUp}
            onPointerCancel={() => {
              from = null
              setFrame(null)
            }}
            onKeyDown={onKeyDown}
          >
            <canvas ref={(element) => void openOn(element)} class={styles['canvas']} />
            <Show when={frame()}>
              {(shown) => <div class={styles['frame']} data-tool={tool()} style={frameStyle(shown())} />}
            </Show>
          </section>
        </div>
      </Show>
      <p class={styles['said']} role="status">
        {said()}
      </p>
    </StageDialog>
  )
}
