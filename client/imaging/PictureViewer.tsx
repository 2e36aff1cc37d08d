import Maximize from 'lucide-solid/icons/maximize'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import { batch, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Button, IconButton } from '../ui/index.ts'
import { createBlobUrl } from './blob-url.ts'
import { listenForGestures, type Point } from './gestures.ts'
import { listenForKeys } from './keys.ts'
import { pictureTypeOf } from './kind.ts'
import { LedPointer } from './LedPointer.tsx'
import { createPictureCompany } from './picture-company.ts'
import { fitScale, type PictureView, panned, refitted, type Size, zoomed } from './picture-view.ts'
import { nextTurn, type QuarterTurns } from './turns.ts'
import { Unreadable } from './Unreadable.tsx'
import styles from './Viewer.module.css'
import type { ViewerProps } from './viewer-props.ts'
import { Waiting } from './Waiting.tsx'

const nothing: Size = { width: 0, height: 0 }
const step = 1.25

export const PictureViewer = (props: ViewerProps) => {
  const w = useWords(imagingWords)
  const url = createBlobUrl(new Blob([props.file], { type: pictureTypeOf(props.name, props.mimeType) }))
  const [isBroken, setBroken] = createSignal(false)
  const [natural, setNatural] = createSignal(nothing)
  const [stageSize, setStageSize] = createSignal(nothing)
  const [quarterTurns, setQuarterTurns] = createSignal<QuarterTurns>(0)
  /** Null: fits, also when the window changes its size. */
  const [view, setView] = createSignal<PictureView | null>(null)

  const size = (turns = quarterTurns()): Size => {
    const { width, height } = natural()
    return turns % 2 === 0 ? { width, height } : { width: height, height: width }
  }
  const shown = (): PictureView => view() ?? { scale: fitScale(size(), stageSize()), x: 0, y: 0 }
  const middle = (): Point => ({ x: stageSize().width / 2, y: stageSize().height / 2 })
  const zoomBy = (factor: number, at = middle()) => setView(zoomed(shown(), factor, at, size(), stageSize()))
  const panBy = (right: number, down: number) => setView(panned(shown(), right, down, size(), stageSize()))
  const showWhole = () => setView(null)
  const fullSize = () => setView({ scale: 1, x: 0, y: 0 })
  const turn = () => {
    setQuarterTurns((turns) => nextTurn[turns])
    showWhole()
  }

  const company = createPictureCompany({
    size,
    stageSize,
    shown,
    turns: quarterTurns,
    look(to, turns) {
      setQuarterTurns(turns)
      setView(to)
    },
  })

  listenForKeys({
    '+': () => zoomBy(step),
    '-': () => zoomBy(1 / step),
    // What is seen whole cannot be moved: there they lead to the pictures before and after.
    ArrowLeft: () => (view() ? panBy(40, 0) : props.series?.onPrevious?.()),
    ArrowRight: () => (view() ? panBy(-40, 0) : props.series?.onNext?.()),
    ArrowUp: () => panBy(0, 40),
    ArrowDown: () => panBy(0, -40),
    '0': showWhole,
    '1': fullSize,
    r: turn,
  })

  const attach = (stage: HTMLElement) => {
    listenForGestures(stage, {
      onDrag: panBy,
      onPinch: (factor, at, right, down) => {
        zoomBy(factor, at)
        panBy(right, down)
      },
      onWheel: (steps, at) => zoomBy(step ** -steps, at),
      onDoubleClick: (at) => (view() ? showWhole() : zoomBy(1 / shown().scale, at)),
    })
    company.listen(stage)
    const observer = new ResizeObserver(() => {
      const [before, now] = [stageSize(), { width: stage.clientWidth, height: stage.clientHeight }]
      // Out of the page for a moment, it has no size.
      if (now.width === 0 || now.height === 0) return
      batch(() => {
        setStageSize(now)
        if (before.width > 0) setView((seen) => seen && refitted(seen, size(), before, now))
      })
    })
    observer.observe(stage)
    onCleanup(() => observer.disconnect())
    onMount(() => stage.focus({ preventScroll: true }))
  }

  return (
    <Show when={!isBroken()} fallback={<Unreadable text={w().unreadablePicture} onDownload={props.onDownload} />}>
      <div class={styles['toolbar']} role="toolbar" aria-label={w().tools}>
        <IconButton label={w().shortcut(w().zoomOut, '−')} icon={ZoomOut} onClick={() => zoomBy(1 / step)} />
        <IconButton label={w().shortcut(w().zoomIn, '+')} icon={ZoomIn} onClick={() => zoomBy(step)} />
        <IconButton label={w().shortcut(w().fit, '0')} icon={Maximize} onClick={showWhole} />
        <Button size="small" variant="quiet" title={w().shortcut(w().fullSize, '1')} onClick={fullSize}>
          1:1
        </Button>
        <IconButton label={w().shortcut(w().turn, 'R')} icon={RotateCw} onClick={turn} />
        <span class={styles['value']}>{w().zoom(Math.round(shown().scale * 100))}</span>
      </div>
      <section ref={attach} class={styles['stage']} tabindex="0" aria-label={w().picture}>
        <img
          class={styles['picture']}
          src={url}
          alt={props.name}
          draggable={false}
          style={{
            transform: `translate(-50%, -50%) translate(${shown().x}px, ${shown().y}px) scale(${shown().scale}) rotate(${quarterTurns() * 90}deg)`,
          }}
          onLoad={(event) => {
            const { naturalWidth, naturalHeight } = event.currentTarget
            setNatural({ width: naturalWidth, height: naturalHeight })
          }}
          onError={() => setBroken(true)}
          data-ready={natural().width > 0 ? '' : undefined}
        />
        <Show when={natural().width === 0}>
          <Waiting text={w().decoding} />
        </Show>
        <Show when={company.pointer()}>{(point) => <LedPointer at={point()} name={company.leader()} />}</Show>
      </section>
    </Show>
  )
}
