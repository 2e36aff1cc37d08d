/** A picture with its frames on an element of the page, by cornerstone. */
import { Enums, RenderingEngine, type Types } from '@cornerstonejs/core'
import type { DicomLook } from '#shared/co-reading/view.ts'
import type { Point } from '../gestures.ts'
import { nextTurn, type QuarterTurns } from '../turns.ts'
import { createAhead } from './ahead.ts'
import { type About, decodedOf, dropDecoded, type Frame, keepDecoded, newImageId, useDecoder } from './decoded.ts'
import { rangeOf, type Window, windowOf } from './window.ts'

export type Shown = {
  /** The one that is seen, which is not yet the one that is wanted while that is on its way. */
  frame: number
  about: About
  window: Window
  /** From the darkest to the brightest value of this frame. */
  spread: number
  isInverted: boolean
  /** 1 is the size that fits. */
  zoom: number
  quarterTurns: QuarterTurns
}

export type StackView = {
  /** Rejects when this frame cannot be had or drawn; what was shown stays. */
  goTo(frame: number): Promise<void>
  /** Column and row of the frame, from the middle of the first pixel, and where that is on the element. */
  toElement(pixel: Point): Point
  toPixel(at: Point): Point
  /** Value of the pixel as the device means it, in Hounsfield units for CT; null for colours and outside. */
  valueAt(pixel: Point): number | null
  setWindow(window: Window): void
  /** What the file proposes; without that, all of its values. */
  setFileWindow(): void
  setInverted(isInverted: boolean): void
  /** Column and row at the middle of the element. */
  middle(): Point
  /** As somebody else has it in sight. */
  lookAs(look: DicomLook): void
  /** The point stays where it is; without one, the middle does. */
  zoomBy(factor: number, at?: Point): void
  panBy(right: number, down: number): void
  turn(): void
  reset(): void
  resize(): void
  close(): void
}

/** What can be scrolled through; a frame that is not here yet is fetched. */
export type Stack = { length: number; load(at: number): Promise<Frame> }

/** So much lies ready in the direction of scrolling, and at least a few frames. */
const aheadBytes = 24 * 1024 * 1024
const framesAhead = { least: 3, most: 24 }
const framesBehind = 2
const within = (zoom: number) => Math.min(Math.max(zoom, 0.2), 30)
/** As many as a browser has connections to one place: more would only stand in line before what is wanted now. */
const mostAheadAtOnce = 6

export const openStackView = async (
  element: HTMLDivElement,
  stack: Stack,
  first: number,
  onShown: (shown: Shown) => void,
): Promise<StackView> => {
  const decoder = useDecoder()
  const frames = stack.length
  const imageIds = Array.from({ length: frames }, newImageId)
  const [name = ''] = imageIds
  const engine = new RenderingEngine(name)
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    engine.destroy()
    for (const imageId of imageIds) dropDecoded(imageId)
    decoder[Symbol.dispose]()
  }

  try {
    engine.enableElement({
      viewportId: name,
      type: Enums.ViewportType.STACK,
      element,
      defaultOptions: { background: [0, 0, 0] },
    })
    const viewport = engine.getViewport<Types.IStackViewport>(name)
    const fetching = new Map<number, Promise<void>>()
    const fetchAnew = async (frame: number, imageId: string) => {
      try {
        const loaded = await stack.load(frame)
        if (isClosed) throw new Error('closed')
        await keepDecoded(imageId, loaded, viewport.getLoaderImageOptions(imageId))
        if (isClosed) dropDecoded(imageId)
      } finally {
        fetching.delete(frame)
      }
    }
    // The viewport itself only reports that a frame could not be read; this one refuses.
    const fetchFrame = async (frame: number): Promise<void> => {
      const imageId = imageIds[frame] ?? ''
      if (isClosed || decodedOf(imageId)) return
      const fetched = fetching.get(frame) ?? fetchAnew(frame, imageId)
      fetching.set(frame, fetched)
      await fetched
    }
    const ahead = createAhead(mostAheadAtOnce, fetchFrame)
    /** So that scrolling does not wait; what is furthest away comes last. */
    const fetchAround = (frame: number, step: number) => {
      const frameBytes = decodedOf(imageIds[frame] ?? '')?.image.sizeInBytes ?? aheadBytes
      const count = Math.min(framesAhead.most, Math.max(framesAhead.least, Math.floor(aheadBytes / frameBytes)))
      const around = [
        ...Array.from({ length: count }, (_, at) => frame + (at + 1) * step),
        ...Array.from({ length: framesBehind }, (_, at) => frame - (at + 1) * step),
      ]
      ahead(around.filter((at) => at >= 0 && at < frames))
    }
    await fetchFrame(first)
    if (isClosed) throw new Error('closed')
    await viewport.setStack(imageIds, first)
    viewport.render()
    fetchAround(first, 1)

    let frame = first
    let wanted = first
    /** Here, and closest to what is wanted. */
    let next = first
    let quarterTurns: QuarterTurns = 0
    const scaleNow = () => viewport.getCamera().parallelScale ?? 1
    let fitting = scaleNow()
    const windowNow = (): Window => {
      const range = viewport.getProperties().voiRange
      return range ? windowOf(range) : { centre: 128, width: 256 }
    }
    const firstWindow = windowNow()
    if (!Number.isFinite(firstWindow.centre + firstWindow.width)) throw new Error('no values')
    const firstInverted = viewport.getProperties().invert ?? false
    let isInverted = firstInverted

    let zoom = 1
    /** Kept, for in a place of another size the viewport would measure the old picture by it: drawn with the processor. */
    let middle = viewport.getCamera().focalPoint
    const shownNow = () => decodedOf(imageIds[frame] ?? '')
    let { about, spread } = shownNow() ?? { about: null, spread: 256 }
    const tell = () => {
      zoom = fitting / scaleNow()
      middle = viewport.getCamera().focalPoint
      const decoded = shownNow()
      about = decoded?.about ?? about
      spread = decoded?.spread ?? spread
      if (!about) return
      onShown({
        frame,
        about,
        window: windowNow(),
        spread,
        isInverted,
        zoom,
        quarterTurns,
      })
    }
    const show = () => {
      viewport.render()
      tell()
    }
    const fitWhole = () => {
      viewport.resetCamera()
      viewport.setViewPresentation({ rotation: quarterTurns * 90 })
      fitting = scaleNow()
    }
    /** Chosen here; null: what each frame proposes. */
    let chosenWindow: Window | null = null
    const setWindow = (window: Window) => {
      chosenWindow = window
      viewport.setProperties({ voiRange: rangeOf(window) })
    }
    const move = (by: (focal: Types.Point3) => Types.Point3, parallelScale?: number) => {
      const { focalPoint, position } = viewport.getCamera()
      if (!focalPoint || !position) return
      const to = by(focalPoint)
      const shifted = position.map((value, axis) => value + (to[axis] ?? 0) - (focalPoint[axis] ?? 0)) as Types.Point3
      viewport.setCamera({
        focalPoint: to,
        position: shifted,
        ...(parallelScale === undefined ? {} : { parallelScale }),
      })
    }
    tell()

    /** One at a time: the viewport leaves a drawing that is overtaken without an answer. */
    const drawNext = async () => {
      const drawn = next
      if (isClosed || drawn === frame) return
      const before = shownNow()?.image
      await viewport.setImageIdIndex(drawn)
      frame = drawn
      if (isClosed) return
      const now = shownNow()?.image
      // The viewport would keep the scale of a picture of another size.
      if (before?.columns !== now?.columns || before?.rows !== now?.rows) fitWhole()
      // Drawn with the processor, it would say of each frame what the file proposes, and show something else.
      if (chosenWindow) setWindow(chosenWindow)
      show()
    }
    let drawing = Promise.resolve()

    const toPixel = (at: Point): Point => {
      const { imageData } = viewport.getImageData() ?? {}
      if (!imageData?.worldToIndex) return { x: 0, y: 0 }
      const [x = 0, y = 0] = imageData.worldToIndex(viewport.canvasToWorld([at.x, at.y])) as Types.Point3
      return { x, y }
    }

    return {
      async goTo(to) {
        const mine = Math.min(Math.max(0, to), frames - 1)
        const step = mine >= wanted ? 1 : -1
        wanted = mine
        const fetched = fetchFrame(mine)
        fetchAround(mine, step)
        await fetched
        // Whoever scrolls fast sees what comes on the way, but never goes back.
        if (mine !== wanted && Math.abs(wanted - mine) >= Math.abs(wanted - next)) return
        next = mine
        drawing = drawing.catch(() => {}).then(drawNext)
        await drawing
      },
      toElement(pixel) {
        const { imageData } = viewport.getImageData() ?? {}
        if (!imageData?.indexToWorld) return { x: 0, y: 0 }
        const [x, y] = viewport.worldToCanvas(imageData.indexToWorld([pixel.x, pixel.y, 0]) as Types.Point3)
        return { x, y }
      },
      toPixel,
      middle: () => toPixel({ x: element.clientWidth / 2, y: element.clientHeight / 2 }),
      lookAs(look) {
        isInverted = look.isInverted
        quarterTurns = look.quarterTurns
        viewport.setProperties({ invert: isInverted })
        setWindow(look.window)
        viewport.setViewPresentation({ rotation: quarterTurns * 90 })
        const { imageData } = viewport.getImageData() ?? {}
        const { x, y } = look.centre
        const centre = imageData?.indexToWorld?.([x, y, 0])
        if (centre) move(() => centre as Types.Point3, fitting / within(look.zoom))
        show()
      },
      valueAt: ({ x, y }) => shownNow()?.valueAt(Math.round(x), Math.round(y)) ?? null,
      setWindow(window) {
        setWindow(window)
        show()
      },
      setFileWindow() {
        setWindow(firstWindow)
        show()
      },
      setInverted(to) {
        isInverted = to
        viewport.setProperties({ invert: to })
        show()
      },
      zoomBy(factor, at) {
        const by = within(zoom * factor) / zoom
        const fixed = at ? viewport.canvasToWorld([at.x, at.y]) : null
        move(
          (focal) =>
            fixed
              ? (focal.map((value, axis) => (fixed[axis] ?? 0) + (value - (fixed[axis] ?? 0)) / by) as Types.Point3)
              : focal,
          scaleNow() / by,
        )
        show()
      },
      panBy(right, down) {
        const from = viewport.canvasToWorld([0, 0])
        const to = viewport.canvasToWorld([right, down])
        move((focal) => focal.map((value, axis) => value - (to[axis] ?? 0) + (from[axis] ?? 0)) as Types.Point3)
        show()
      },
      turn() {
        quarterTurns = nextTurn[quarterTurns]
        viewport.setViewPresentation({ rotation: quarterTurns * 90 })
        show()
      },
      reset() {
        quarterTurns = 0
        isInverted = firstInverted
        viewport.setViewPresentation({ rotation: 0 })
        viewport.resetCamera()
        viewport.setProperties({ invert: firstInverted })
        setWindow(firstWindow)
        fitting = scaleNow()
        show()
      },
      resize() {
        // Out of the page for a moment, it has no size.
        if (element.clientWidth === 0 || element.clientHeight === 0) return
        const [centre, keep] = [middle, zoom]
        engine.resize(true, false)
        fitWhole()
        move((focal) => centre ?? focal, fitting / keep)
        show()
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}
