import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { Shape } from '#shared/dicom/annotations.ts'
import { areaBetween, type BlackArea } from '#shared/dicom/black-area.ts'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { VisuallyHidden } from '../../ui/index.ts'
import { createPointing } from '../company.ts'
import { listenForGestures, type Point } from '../gestures.ts'
import { listenForKeys } from '../keys.ts'
import { LedPointer } from '../LedPointer.tsx'
import { Unreadable } from '../Unreadable.tsx'
import viewerStyles from '../Viewer.module.css'
import { Waiting } from '../Waiting.tsx'
import type { Blackout } from './blackout.ts'
import { createCine } from './cine.ts'
import styles from './Dicom.module.css'
import { DicomOverlay } from './DicomOverlay.tsx'
import { DicomToolbar, type DragTool } from './DicomToolbar.tsx'
import { measureOn } from './decoded.ts'
import { createDicomCompany } from './dicom-company.ts'
import { FrameScroller } from './FrameScroller.tsx'
import { MarkList } from './MarkList.tsx'
import { createMarks, type Mark, type Place, type StackDrawing } from './marks.ts'
import { measure } from './measure.ts'
import { createMeasuredMarks } from './measured-marks.ts'
import { nameOfShape, saidOf } from './measured-words.ts'
import { createMeasuring } from './measuring.ts'
import { measuringTools, turnedStep } from './placing.ts'
import { Shapes } from './Shapes.tsx'
import { openStackView, type Shown, type Stack, type StackView } from './stack-view.ts'
import { reasonIn } from './undrawable.ts'
import { ctPresets, dragWindow, presetNames } from './window.ts'

type Props = {
  stack: Stack
  /** Where in the stack something is drawn; absent: nothing can be kept. */
  drawing?: StackDrawing | undefined
  /** Of a file whose pictures others know, too. */
  placeOf?(at: number): Place | null
  /** What is covered before it leaves. */
  blackout?: Blackout | undefined
  /** Why a picture is not here; null: it cannot be drawn. */
  faultOf?(error: unknown): string | null
  onDownload?: (() => void) | undefined
  /** The first picture is there, or said why not. */
  onFirst?: (() => void) | undefined
}

const zoomStep = 1.25
/** Doubles or halves over this many pixels of dragging. */
const zoomPixels = 120
/** One press of a key with the shift key, as so many pixels of dragging, or of the cursor. */
const keyStep = 10

export const DicomPicture = (props: Props) => {
  const w = useWords(imagingWords)
  const [view, setView] = createSignal<StackView>()
  const [shown, setShown] = createSignal<Shown>()
  /** The frame that is wanted. */
  const [at, setAt] = createSignal(0)
  const [fault, setFault] = createSignal<string | null>(null)
  const [tool, setTool] = createSignal<DragTool>('window')
  /** For those who do not see the picture. */
  const [said, setSaid] = createSignal('')
  let element: HTMLDivElement | undefined
  let stage: HTMLElement | undefined
  let isOpen = true

  const about = () => shown()?.about
  const isBusy = () => fault() === null && shown()?.frame !== at()
  const isCt = () => about()?.header.modality === 'CT'
  const tell = (now: Shown) => isOpen && setShown(now)

  const whyNot = (error: unknown) => {
    const reason = reasonIn(error)
    return reason ? w().undrawableFor[reason] : w().undrawable
  }

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
    const hadFault = fault() !== null
    setFault(null)
    // What said so had the focus, and is gone.
    if (hadFault) stage?.focus({ preventScroll: true })
    measuring.clear()
    try {
      await show(frame)
    } catch (error) {
      if (isOpen && at() === frame) setFault(props.faultOf?.(error) ?? whyNot(error))
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

  const marks = createMarks(
    () => props.drawing,
    props.stack.length,
    () => shown()?.frame ?? at(),
  )
  const measuredMark = createMeasuredMarks({
    marks: () => marks.all().filter(({ annotation }) => annotation.shape.kind !== 'key-image'),
    isReady: () => shown() !== undefined,
    measure: async ({ annotation, at }) => measureOn(await props.stack.load(at), annotation.shape),
  })
  const readingOf = (mark: Mark): string | null => {
    const measured = measuredMark(mark)
    return measured && saidOf(w(), measured)
  }
  const shapes = () => [
    ...marks.here().map(({ annotation }) => annotation.shape),
    ...[(tool() !== 'black' && measuring.draft()) || []].flat(),
  ]

  const areaOf = (shape: Shape | null): BlackArea | null => {
    const header = about()?.header
    return header && shape?.kind === 'roi' ? areaBetween(...shape.points, header, shown()?.frame ?? 0) : null
  }
  const addBlack = (shape: Shape) => {
    const area = areaOf(shape)
    if (!area) return
    props.blackout?.add({ ...area, frame: shown()?.frame ?? 0 })
    setSaid(w().blackened(area.width, area.height))
  }
  /** On the frame in sight. */
  const blackAreas = () => [
    ...(props.blackout?.areas() ?? []).filter(({ frame }) => frame === null || frame === shown()?.frame),
    ...[(tool() === 'black' && areaOf(measuring.draft())) || []].flat(),
  ]
  const measuring = createMeasuring({
    // A rectangle is set by the same two corners.
    tool: () => (tool() === 'black' ? 'roi' : (measuringTools.find((name) => name === tool()) ?? null)),
    size: () => about()?.header ?? { columns: 1, rows: 1 },
    onShape: (shape) => {
      if (tool() === 'black') return addBlack(shape)
      setSaid(`${nameOfShape(w(), shape)}: ${measuredOf(shape)}`)
      marks.add(shape)
    },
  })
  const measuredOf = (shape: Shape) => {
    const opened = view()
    return opened ? saidOf(w(), measure(shape, about()?.spacing ?? null, opened.valueAt)) : ''
  }

  const pointing = createPointing()
  const [stageSize, setStageSize] = createSignal(0)
  const company = createDicomCompany({
    view,
    shown,
    stageSize,
    length: props.stack.length,
    placeOf: (frame) => props.placeOf?.(frame) ?? null,
    goTo: (frame) => void goTo(frame),
    shapes,
    pointing: () => {
      const cursor = measuring.cursor()
      return cursor ? (view()?.toElement(cursor) ?? null) : pointing.at()
    },
  })

  const dragBy = (right: number, down: number, dragTool: DragTool, to: Point) => {
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
      case 'black':
        return measuring.dragTo(opened.toPixel(to))
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

  /** Moves the next point of a measurement; with the shift key, further, or as the chosen tool drags. */
  const onArrow = (right: number, down: number, isShifted: boolean) => {
    const chosen = tool()
    const step = isShifted ? keyStep : 1
    if (chosen !== 'window' && chosen !== 'pan' && chosen !== 'zoom') {
      measuring.moveCursor(turnedStep(right * step, down * step, shown()?.quarterTurns ?? 0))
      const at = measuring.cursor()
      if (at) setSaid(w().cursorAt(at.x + 1, at.y + 1, view()?.valueAt(at) ?? null))
    } else if (isShifted) dragBy(right * step, down * step, chosen, { x: 0, y: 0 })
    else scrollBy(right + down)
  }
  const placePoint = () => {
    if (!measuring.cursor()) return
    const before = measuring.placed().length
    measuring.placeCursor()
    if (measuring.placed().length > before) setSaid(w().pointPlaced(measuring.placed().length))
  }
  const chooseTool = (chosen: DragTool) => {
    measuring.leave()
    setTool(chosen)
  }
  const chooseMeasuring = (chosen: DragTool) => () => {
    if (!(chosen === 'black' ? props.blackout : props.drawing)) return
    chooseTool(chosen)
    stage?.focus({ preventScroll: true })
    onArrow(0, 0, false)
  }

  listenForKeys({
    '+': () => view()?.zoomBy(zoomStep),
    '-': () => view()?.zoomBy(1 / zoomStep),
    ArrowUp: (event) => onArrow(0, -1, event.shiftKey),
    ArrowLeft: (event) => onArrow(-1, 0, event.shiftKey),
    ArrowDown: (event) => onArrow(0, 1, event.shiftKey),
    ArrowRight: (event) => onArrow(1, 0, event.shiftKey),
    PageUp: () => scrollBy(-10),
    PageDown: () => scrollBy(10),
    Home: () => void goTo(0),
    End: () => void goTo(props.stack.length - 1),
    w: () => chooseTool('window'),
    v: () => chooseTool('pan'),
    z: () => chooseTool('zoom'),
    l: chooseMeasuring('length'),
    a: chooseMeasuring('angle'),
    o: chooseMeasuring('roi'),
    b: chooseMeasuring('black'),
    r: () => view()?.turn(),
    i: invert,
    p: () => props.stack.length > 1 && cine.toggle(),
    k: marks.toggleKeyImage,
    '0': () => view()?.reset(),
    '1': () => view()?.setFileWindow(),
    '2': () => choosePreset(0),
    '3': () => choosePreset(1),
    '4': () => choosePreset(2),
    '5': () => choosePreset(3),
  })

  /** Only where the picture has the focus: on a button, Enter presses that. */
  const onStageKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') placePoint()
    else if (event.key === 'Escape' && measuring.isBegun()) measuring.clear()
    else return
    event.preventDefault()
    // Otherwise the dialog would close with it.
    event.stopPropagation()
  }

  const attach = (place: HTMLElement) => {
    stage = place
    place.addEventListener('keydown', onStageKey)
    pointing.listen(place)
    listenForGestures(place, {
      onPress: (to) => {
        const at = view()?.toPixel(to)
        if (at) measuring.press(at)
      },
      onDrag: (right, down, dragWith, to) =>
        dragBy(right, down, dragWith === 'middle' ? 'pan' : dragWith === 'secondary' ? 'zoom' : tool(), to),
      onRelease: measuring.release,
      onPinch: (factor, to, right, down) => {
        measuring.clear()
        view()?.zoomBy(factor, to)
        view()?.panBy(right, down)
      },
      onWheel: (steps, to, isZoom) => onWheel(steps, isZoom, to),
    })
    onMount(() => place.focus({ preventScroll: true }))
  }

  const draw = (canvas: HTMLDivElement) => {
    element = canvas
    const observer = new ResizeObserver(() => {
      view()?.resize()
      setStageSize((before) => before + 1)
    })
    onMount(() => {
      void goTo(company.first()).finally(() => props.onFirst?.())
      observer.observe(canvas)
    })
    onCleanup(() => {
      isOpen = false
      observer.disconnect()
      view()?.close()
    })
  }

  return (
    <>
      <DicomToolbar
        shown={shown()}
        isCt={isCt()}
        tool={tool()}
        onTool={chooseTool}
        mayMeasure={props.drawing !== undefined}
        mayBlacken={props.blackout !== undefined}
        keyImage={props.drawing ? { isOn: marks.keyImage() !== undefined, toggle: marks.toggleKeyImage } : null}
        cine={props.stack.length > 1 ? { isOn: cine.isPlaying(), toggle: cine.toggle } : null}
        onFileWindow={() => view()?.setFileWindow()}
        onWindow={(window) => view()?.setWindow(window)}
        onInvert={invert}
        onZoom={(isIn) => view()?.zoomBy(isIn ? zoomStep : 1 / zoomStep)}
        onTurn={() => view()?.turn()}
        onReset={() => view()?.reset()}
      />
      <Show when={tool() === 'black' || measuringTools.some((name) => name === tool())}>
        <p class={viewerStyles['notice']}>
          {tool() === 'angle' ? (measuring.placed().length > 1 ? w().angleSecond : w().angleFirst) : w().drawHint}{' '}
          <span class={styles['keyHint']}>{w().keyHint}</span>
        </p>
      </Show>
      <VisuallyHidden>
        <span role="status">{said()}</span>
      </VisuallyHidden>
      <section ref={attach} class={viewerStyles['stage']} tabindex="0" aria-label={w().picture} aria-busy={isBusy()}>
        <div ref={draw} class={styles['canvas']} classList={{ [styles['hidden'] ?? '']: fault() !== null }} />
        <Show when={fault() === null} fallback={<Unreadable text={fault() ?? ''} onDownload={props.onDownload} />}>
          <Show when={shown()} fallback={<Waiting text={w().decoding} />}>
            {(now) => (
              <>
                <Show when={view()}>
                  {(opened) => (
                    <Shapes
                      view={opened()}
                      shown={now()}
                      shapes={[...shapes(), ...company.shapes()]}
                      areas={blackAreas()}
                      cursor={measuring.cursor()}
                      measuredOf={measuredOf}
                    />
                  )}
                </Show>
                <Show when={company.pointer()}>{(point) => <LedPointer at={point()} name={company.leader()} />}</Show>
                {/* Whose it is stands where devices write names: it would cover them. */}
                <Show when={!props.blackout}>
                  <DicomOverlay shown={now()} of={props.stack.length} isKeyImage={marks.keyImage() !== undefined} />
                </Show>
              </>
            )}
          </Show>
        </Show>
      </section>
      <Show when={props.drawing}>
        {(drawing) => (
          <MarkList
            drawing={drawing()}
            marks={marks.all()}
            measuredOf={readingOf}
            onGoTo={(to) => void goTo(to)}
            onRemoved={() => stage?.focus({ preventScroll: true })}
          />
        )}
      </Show>
      <Show when={props.stack.length > 1}>
        <FrameScroller frame={at()} frames={props.stack.length} onFrame={(to) => void goTo(to)} />
      </Show>
    </>
  )
}
