import { createMemo, createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { PixelPoint, Shape } from '#shared/dicom/annotations.ts'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { listenForGestures } from '../gestures.ts'
import { listenForKeys } from '../keys.ts'
import { Unreadable } from '../Unreadable.tsx'
import viewerStyles from '../Viewer.module.css'
import { Waiting } from '../Waiting.tsx'
import { createCine } from './cine.ts'
import styles from './Dicom.module.css'
import { DicomOverlay } from './DicomOverlay.tsx'
import { DicomToolbar, type DragTool, isMeasuring } from './DicomToolbar.tsx'
import type { Drawing } from './drawing.ts'
import { FrameScroller } from './FrameScroller.tsx'
import { MarkList } from './MarkList.tsx'
import { Shapes } from './Shapes.tsx'
import { openStackView, type Shown, type Stack, type StackView } from './stack-view.ts'
import { ctPresets, dragWindow, presetNames } from './window.ts'

type Place = { instanceUid: string; frame: number }

type Props = {
  stack: Stack
  /** Where in the stack something is drawn; absent: nothing can be kept. */
  drawing?: (Drawing & { placeOf(at: number): Place | null }) | undefined
  /** Why a picture is not here; null: it cannot be drawn. */
  faultOf?(error: unknown): string | null
  onDownload?: (() => void) | undefined
}

const zoomStep = 1.25
/** Doubles or halves over this many pixels of dragging. */
const zoomPixels = 120
/** Shorter than this, in pixels of the picture, was a slip. */
const shortest = 1

export const DicomPicture = (props: Props) => {
  const w = useWords(imagingWords)
  const [view, setView] = createSignal<StackView>()
  const [shown, setShown] = createSignal<Shown>()
  /** The frame that is wanted. */
  const [at, setAt] = createSignal(0)
  const [fault, setFault] = createSignal<string | null>(null)
  const [tool, setTool] = createSignal<DragTool>('window')
  const [draft, setDraft] = createSignal<Shape | null>(null)
  let element: HTMLDivElement | undefined
  let isOpen = true

  const about = () => shown()?.about
  const isBusy = () => fault() === null && shown()?.frame !== at()
  const isCt = () => about()?.header.modality === 'CT'
  const tell = (now: Shown) => isOpen && setShown(now)

  let opening: Promise<void> | null = null
  const openAt = async (frame: number) => {
    if (!element) return
    try {
      const opened = await openStackView(element, props.stack, frame, tell)
      if (!isOpen) return opened.close()
      setView(opened)
    } finally {
      opening = null
    }
  }
  const show = async (frame: number) => {
    if (!view()) {
      opening ??= openAt(frame)
      await opening
    }
    await view()?.goTo(frame)
  }
  /** What could not be drawn costs one picture, not the others. */
  const goTo = async (to: number) => {
    const frame = Math.min(Math.max(0, to), props.stack.length - 1)
    setAt(frame)
    setFault(null)
    setDraft(null)
    try {
      await show(frame)
    } catch (error) {
      if (isOpen && at() === frame) setFault(props.faultOf?.(error) ?? w().undrawable)
    }
  }
  const scrollBy = (frames: number) => void goTo(at() + frames)
  const cine = createCine(
    () => about()?.framesPerSecond ?? 10,
    () => goTo((at() + 1) % props.stack.length),
  )

  const invert = () => view()?.setInverted(!shown()?.isInverted)
  const choosePreset = (index: number) => {
    const name = presetNames[index]
    if (name && isCt()) view()?.setWindow(ctPresets[name])
  }

  const marks = createMemo(() => {
    const { drawing } = props
    if (!drawing) return []
    const known = new Map(
      Array.from({ length: props.stack.length }, (_, index) => {
        const place = drawing.placeOf(index)
        return [`${place?.instanceUid} ${place?.frame}`, index] as const
      }),
    )
    return drawing
      .annotations()
      .flatMap((annotation) => {
        const index = known.get(`${annotation.instanceUid} ${annotation.frame}`)
        return index === undefined ? [] : [{ annotation, at: index }]
      })
      .toSorted((one, other) => one.at - other.at)
  })
  const marksHere = () => marks().filter((mark) => mark.at === shown()?.frame)
  const keyImage = () => marksHere().find(({ annotation }) => annotation.shape.kind === 'key-image')
  const shapes = () => [...marksHere().map(({ annotation }) => annotation.shape), ...[draft() ?? []].flat()]
  const add = (shape: Shape) => {
    const place = props.drawing?.placeOf(shown()?.frame ?? at())
    if (place) props.drawing?.add(place, shape)
  }
  const toggleKeyImage = () => {
    const mark = keyImage()
    if (!mark) add({ kind: 'key-image' })
    else if (props.drawing?.isOwn(mark.annotation.sender)) props.drawing.remove(mark.annotation.eventId)
  }

  /** An angle is drawn in two strokes: a line, then its other leg from the end of it. */
  const [leg, setLeg] = createSignal<readonly [PixelPoint, PixelPoint] | null>(null)
  let pressed: PixelPoint | null = null
  const drawTo = (end: PixelPoint): Shape | null => {
    const chosen = tool()
    const begun = leg()
    if (chosen === 'angle' && begun) return { kind: 'angle', points: [...begun, end] }
    if (!pressed) return null
    return chosen === 'roi' ? { kind: 'roi', points: [pressed, end] } : { kind: 'length', points: [pressed, end] }
  }
  const finishStroke = () => {
    const shape = draft()
    pressed = null
    if (!shape || shape.kind === 'key-image') return
    const [one, other] = shape.points
    if (Math.hypot(one.x - other.x, one.y - other.y) < shortest) return setDraft(null)
    if (tool() === 'angle' && shape.kind === 'length') return setLeg(shape.points)
    setLeg(null)
    setDraft(null)
    add(shape)
  }

  const dragBy = (right: number, down: number, dragTool: DragTool, to: PixelPoint) => {
    const now = shown()
    const opened = view()
    if (!now || !opened) return
    switch (dragTool) {
      case 'window':
        return opened.setWindow(dragWindow(now.window, right, down, now.spread))
      case 'pan':
        return opened.panBy(right, down)
      case 'zoom':
        return opened.zoomBy(2 ** (-down / zoomPixels))
      case 'length':
      case 'angle':
      case 'roi':
        return setDraft(drawTo(opened.toPixel(to)))
      default:
        return dragTool satisfies never
    }
  }

  let wheel = 0
  const onWheel = (steps: number, isZoom: boolean, to: { x: number; y: number }) => {
    if (isZoom || props.stack.length === 1) return view()?.zoomBy(zoomStep ** -steps, to)
    wheel += steps
    const whole = Math.trunc(wheel)
    wheel -= whole
    if (whole !== 0) scrollBy(whole)
  }

  listenForKeys({
    '+': () => view()?.zoomBy(zoomStep),
    '-': () => view()?.zoomBy(1 / zoomStep),
    ArrowUp: () => scrollBy(-1),
    ArrowLeft: () => scrollBy(-1),
    ArrowDown: () => scrollBy(1),
    ArrowRight: () => scrollBy(1),
    PageUp: () => scrollBy(-10),
    PageDown: () => scrollBy(10),
    Home: () => void goTo(0),
    End: () => void goTo(props.stack.length - 1),
    r: () => view()?.turn(),
    i: invert,
    p: () => props.stack.length > 1 && cine.toggle(),
    k: toggleKeyImage,
    '0': () => view()?.reset(),
    '1': () => view()?.setFileWindow(),
    '2': () => choosePreset(0),
    '3': () => choosePreset(1),
    '4': () => choosePreset(2),
    '5': () => choosePreset(3),
  })

  const attach = (stage: HTMLElement) => {
    listenForGestures(stage, {
      onPress: (to) => {
        pressed = view()?.toPixel(to) ?? null
      },
      onDrag: (right, down, dragWith, to) =>
        dragBy(right, down, dragWith === 'middle' ? 'pan' : dragWith === 'secondary' ? 'zoom' : tool(), to),
      onRelease: finishStroke,
      onPinch: (factor, to, right, down) => {
        setDraft(null)
        view()?.zoomBy(factor, to)
        view()?.panBy(right, down)
      },
      onWheel: (steps, to, isZoom) => onWheel(steps, isZoom, to),
    })
    onMount(() => stage.focus({ preventScroll: true }))
  }

  const draw = (canvas: HTMLDivElement) => {
    element = canvas
    const observer = new ResizeObserver(() => view()?.resize())
    onMount(() => {
      void goTo(0)
      observer.observe(canvas)
    })
    onCleanup(() => {
      isOpen = false
      observer.disconnect()
      view()?.close()
    })
  }
  const chooseTool = (chosen: DragTool) => {
    setLeg(null)
    setDraft(null)
    setTool(chosen)
  }

  return (
    <>
      <DicomToolbar
        shown={shown()}
        isCt={isCt()}
        tool={tool()}
        onTool={chooseTool}
        mayMeasure={props.drawing !== undefined}
        keyImage={props.drawing ? { isOn: keyImage() !== undefined, toggle: toggleKeyImage } : null}
        cine={props.stack.length > 1 ? { isOn: cine.isPlaying(), toggle: cine.toggle } : null}
        onFileWindow={() => view()?.setFileWindow()}
        onWindow={(window) => view()?.setWindow(window)}
        onInvert={invert}
        onZoom={(isIn) => view()?.zoomBy(isIn ? zoomStep : 1 / zoomStep)}
        onTurn={() => view()?.turn()}
        onReset={() => view()?.reset()}
      />
      <Show when={isMeasuring(tool())}>
        <p class={viewerStyles['notice']}>
          {tool() === 'angle' ? (leg() ? w().angleSecond : w().angleFirst) : w().drawHint}
        </p>
      </Show>
      <section ref={attach} class={viewerStyles['stage']} tabindex="0" aria-label={w().picture} aria-busy={isBusy()}>
        <div ref={draw} class={styles['canvas']} classList={{ [styles['hidden'] ?? '']: fault() !== null }} />
        <Show when={fault() === null} fallback={<Unreadable text={fault() ?? ''} onDownload={props.onDownload} />}>
          <Show when={shown()} fallback={<Waiting text={w().decoding} />}>
            {(now) => (
              <>
                <Show when={view()}>
                  {(opened) => <Shapes view={opened()} shown={now()} shapes={shapes()} spacing={now().about.spacing} />}
                </Show>
                <DicomOverlay shown={now()} of={props.stack.length} isKeyImage={keyImage() !== undefined} />
              </>
            )}
          </Show>
        </Show>
      </section>
      <Show when={props.drawing}>
        {(drawing) => <MarkList drawing={drawing()} marks={marks()} onGoTo={(to) => void goTo(to)} />}
      </Show>
      <Show when={props.stack.length > 1}>
        <FrameScroller frame={at()} frames={props.stack.length} onFrame={(to) => void goTo(to)} />
      </Show>
    </>
  )
}
