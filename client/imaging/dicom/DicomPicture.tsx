import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { listenForGestures } from '../gestures.ts'
import { listenForKeys } from '../keys.ts'
import { Unreadable } from '../Unreadable.tsx'
import viewerStyles from '../Viewer.module.css'
import { Waiting } from '../Waiting.tsx'
import styles from './Dicom.module.css'
import { DicomOverlay } from './DicomOverlay.tsx'
import { DicomToolbar, type DragTool } from './DicomToolbar.tsx'
import { FrameScroller } from './FrameScroller.tsx'
import type { DicomFile } from './open-dicom.ts'
import { openStackView, type Shown, type StackView } from './stack-view.ts'
import { ctPresets, dragWindow, presetNames } from './window.ts'

type Props = { file: Extract<DicomFile, { kind: 'picture' }>; onDownload?: (() => void) | undefined }

const zoomStep = 1.25
/** Doubles or halves over this many pixels of dragging. */
const zoomPixels = 120

export const DicomPicture = (props: Props) => {
  const w = useWords(imagingWords)
  const header = () => props.file.header
  const [view, setView] = createSignal<StackView>()
  const [shown, setShown] = createSignal<Shown>()
  const [isBroken, setBroken] = createSignal(false)
  const [tool, setTool] = createSignal<DragTool>('window')

  const goTo = (frame: number) =>
    void view()
      ?.goTo(frame)
      .catch(() => setBroken(true))
  const scrollBy = (frames: number) => goTo((shown()?.frame ?? 0) + frames)
  const invert = () => view()?.setInverted(!shown()?.isInverted)
  const choosePreset = (at: number) => {
    const name = presetNames[at]
    if (name && header().modality === 'CT') view()?.setWindow(ctPresets[name])
  }

  const dragBy = (right: number, down: number, dragTool: DragTool) => {
    const now = shown()
    if (!now) return
    switch (dragTool) {
      case 'window':
        return view()?.setWindow(dragWindow(now.window, right, down, now.spread))
      case 'pan':
        return view()?.panBy(right, down)
      case 'zoom':
        return view()?.zoomBy(2 ** (-down / zoomPixels))
      default:
        return dragTool satisfies never
    }
  }

  let wheel = 0
  const onWheel = (steps: number, isZoom: boolean, at: { x: number; y: number }) => {
    if (isZoom || header().frames === 1) return view()?.zoomBy(zoomStep ** -steps, at)
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
    Home: () => goTo(0),
    End: () => goTo(header().frames - 1),
    r: () => view()?.turn(),
    i: invert,
    '0': () => view()?.reset(),
    '1': () => view()?.setFileWindow(),
    '2': () => choosePreset(0),
    '3': () => choosePreset(1),
    '4': () => choosePreset(2),
    '5': () => choosePreset(3),
  })

  const attach = (stage: HTMLElement) => {
    listenForGestures(stage, {
      onDrag: (right, down, dragWith) =>
        dragBy(right, down, dragWith === 'middle' ? 'pan' : dragWith === 'secondary' ? 'zoom' : tool()),
      onPinch: (factor, at, right, down) => {
        view()?.zoomBy(factor, at)
        view()?.panBy(right, down)
      },
      onWheel: (steps, at, isZoom) => onWheel(steps, isZoom, at),
    })
    onMount(() => stage.focus({ preventScroll: true }))
  }

  const draw = (element: HTMLDivElement) => {
    let isOpen = true
    const observer = new ResizeObserver(() => view()?.resize())
    onMount(() => {
      openStackView(element, props.file.dataSet, header().frames, (now) => isOpen && setShown(now)).then(
        (opened) => {
          if (!isOpen) return opened.close()
          setView(opened)
          observer.observe(element)
        },
        () => isOpen && setBroken(true),
      )
    })
    onCleanup(() => {
      isOpen = false
      observer.disconnect()
      view()?.close()
    })
  }

  return (
    <Show when={!isBroken()} fallback={<Unreadable text={w().undrawable} onDownload={props.onDownload} />}>
      <DicomToolbar
        shown={shown()}
        isCt={header().modality === 'CT'}
        tool={tool()}
        onTool={setTool}
        onFileWindow={() => view()?.setFileWindow()}
        onWindow={(window) => view()?.setWindow(window)}
        onInvert={invert}
        onZoom={(isIn) => view()?.zoomBy(isIn ? zoomStep : 1 / zoomStep)}
        onTurn={() => view()?.turn()}
        onReset={() => view()?.reset()}
      />
      <section ref={attach} class={viewerStyles['stage']} tabindex="0" aria-label={w().picture}>
        <div ref={draw} class={styles['canvas']} />
        <Show when={shown()} fallback={<Waiting text={w().decoding} />}>
          {(now) => <DicomOverlay header={header()} shown={now()} />}
        </Show>
      </section>
      <Show when={header().frames > 1}>
        <FrameScroller frame={shown()?.frame ?? 0} frames={header().frames} onFrame={goTo} />
      </Show>
    </Show>
  )
}
