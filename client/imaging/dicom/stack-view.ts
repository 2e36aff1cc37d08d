/** The only file that speaks to cornerstone: a picture with its frames on an element of the page. */
import {
  cache,
  Enums,
  getWebWorkerManager,
  imageLoader,
  init as initCore,
  metaData,
  RenderingEngine,
  setUseCPURendering,
  type Types,
} from '@cornerstonejs/core'
import { createImage } from '@cornerstonejs/dicom-image-loader/imageLoader'
import { combineFrameInstanceDataset } from '@cornerstonejs/dicom-image-loader/wadouri/combineFrameInstanceDataset'
import getPixelData from '@cornerstonejs/dicom-image-loader/wadouri/getPixelData'
import { metadataForDataset } from '@cornerstonejs/dicom-image-loader/wadouri/metaData/metaDataProvider'
import type { DataSet } from 'dicom-parser'
// The package starts its workers only together with loaders that ask the network.
import DecodeThread from '../../../node_modules/@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js?worker'
import type { Point } from '../gestures.ts'
import { withColourMark } from './colour-mark.ts'
import { areMisread } from './misread-pixels.ts'
import { rangeOf, type Window, windowOf } from './window.ts'

export type Shown = {
  frame: number
  window: Window
  /** From the darkest to the brightest value of this frame. */
  spread: number
  isInverted: boolean
  /** 1 is the size that fits. */
  zoom: number
  quarterTurns: number
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
  /** The point stays where it is; without one, the middle does. */
  zoomBy(factor: number, at?: Point): void
  panBy(right: number, down: number): void
  turn(): void
  reset(): void
  resize(): void
  close(): void
}

/** One frame of one object. */
export type Frame = { dataSet: DataSet; frame: number }
/** What can be scrolled through; a frame that is not here yet is fetched. */
export type Stack = { length: number; load(at: number): Promise<Frame> }

const scheme = 'casefile'
/** So many pixels stay decoded, in bytes; what was not looked at for longest goes first. */
const mostDecodedBytes = 768 * 1024 * 1024
const workers = 'dicomImageLoader'
const framesAhead = 6
const opened = new Map<string, { load(): Promise<Frame>; loaded: Frame | null }>()
let isReady = false
let opens = 0
let openViews = 0

const hasGpu = () => {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

const decode = async (imageId: string, { dataSet, frame }: Frame, options?: Record<string, unknown>) => {
  if (areMisread(dataSet)) throw new Error('misread')
  const transferSyntax = dataSet.string('x00020010') ?? '1.2.840.10008.1.2'
  const pixels = withColourMark(getPixelData(dataSet, frame), transferSyntax, dataSet.string('x00280004') ?? '')
  return (await createImage(imageId, pixels, transferSyntax, options)) as Types.IImage
}

const load = async (imageId: string, options?: Record<string, unknown>): Promise<Types.IImage> => {
  const place = opened.get(imageId)
  if (!place) throw new Error('closed')
  const from = await place.load()
  place.loaded = from
  return decode(imageId, from, options)
}

/** Ready for the cache, which leaves the rejections of its own loads to nobody. */
const unpacked = new Map<string, Types.IImage>()

const loadImage = (imageId: string, options?: Record<string, unknown>) => {
  const ready = unpacked.get(imageId)
  return { promise: ready ? Promise.resolve(ready) : load(imageId, options) }
}

const describe = (type: string, ...ids: unknown[]) => {
  const [imageId] = ids
  const from = typeof imageId === 'string' ? (opened.get(imageId)?.loaded ?? undefined) : undefined
  if (!from) return undefined
  return metadataForDataset(type, imageId as string, combineFrameInstanceDataset(from.frame + 1, from.dataSet))
}

const prepare = () => {
  if (isReady) return
  isReady = true
  initCore({ rendering: { webGlContextCount: 1 } } as Parameters<typeof initCore>[0])
  if (!hasGpu()) setUseCPURendering(true)
  getWebWorkerManager().registerWorker(workers, () => new DecodeThread(), { maxWorkerInstances: 1 })
  imageLoader.registerImageLoader(scheme, loadImage)
  metaData.addProvider(describe)
  cache.setMaxCacheSize(mostDecodedBytes)
}

/** By itself, for a small picture: nothing of it is kept. */
export const decodeFrame = async (frame: Frame): Promise<Types.IImage> => {
  prepare()
  opens += 1
  const imageId = `${scheme}:thumbnail-${opens}`
  // The decoder asks for what the object says by this name.
  opened.set(imageId, { load: async () => frame, loaded: frame })
  try {
    return await decode(imageId, frame)
  } finally {
    opened.delete(imageId)
  }
}

export const openStackView = async (
  element: HTMLDivElement,
  stack: Stack,
  first: number,
  onShown: (shown: Shown) => void,
): Promise<StackView> => {
  prepare()
  openViews += 1
  opens += 1
  const name = `view-${opens}`
  const frames = stack.length
  const imageIds = Array.from({ length: frames }, (_, frame) => `${scheme}:${name}/${frame}`)
  for (const [frame, imageId] of imageIds.entries())
    opened.set(imageId, { load: () => stack.load(frame), loaded: null })

  const engine = new RenderingEngine(name)
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    openViews -= 1
    engine.destroy()
    for (const imageId of imageIds) {
      opened.delete(imageId)
      if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
    }
    if (openViews === 0) getWebWorkerManager().terminate(workers)
  }

  try {
    engine.enableElement({
      viewportId: name,
      type: Enums.ViewportType.STACK,
      element,
      defaultOptions: { background: [0, 0, 0] },
    })
    const viewport = engine.getViewport<Types.IStackViewport>(name)
    const fetching = new Map<string, Promise<unknown>>()
    const fetchAnew = async (imageId: string) => {
      const options = viewport.getLoaderImageOptions(imageId)
      try {
        unpacked.set(imageId, await load(imageId, { ...options }))
        await imageLoader.loadAndCacheImage(imageId, options)
      } finally {
        unpacked.delete(imageId)
        fetching.delete(imageId)
      }
    }
    // The viewport itself only reports that a frame could not be read; this one refuses.
    const fetchFrame = (frame: number): Promise<unknown> => {
      const imageId = imageIds[frame] ?? ''
      const known = cache.getImageLoadObject(imageId)?.promise ?? fetching.get(imageId)
      if (known) return known
      const fetched = fetchAnew(imageId)
      fetching.set(imageId, fetched)
      return fetched
    }
    await fetchFrame(first)
    if (isClosed) throw new Error('closed')
    await viewport.setStack(imageIds, first)
    viewport.render()

    let before = first
    let frame = first
    let wanted = first
    let quarterTurns = 0
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
    const tell = () => {
      zoom = fitting / scaleNow()
      const image = viewport.getCornerstoneImage()
      onShown({
        frame,
        window: windowNow(),
        spread: image ? Math.max(1, image.maxPixelValue - image.minPixelValue) : 256,
        isInverted,
        zoom,
        quarterTurns,
      })
    }
    const show = () => {
      viewport.render()
      tell()
    }
    const setWindow = (window: Window) => viewport.setProperties({ voiRange: rangeOf(window) })
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

    return {
      async goTo(to) {
        wanted = Math.min(Math.max(0, to), frames - 1)
        const mine = wanted
        await fetchFrame(mine)
        // Whoever scrolls fast wants the last frame only.
        if (isClosed || mine !== wanted) return
        await viewport.setImageIdIndex(mine)
        frame = mine
        if (!isClosed) show()
        const step = mine >= before ? 1 : -1
        before = mine
        // The next ones in the same direction, so that scrolling does not wait.
        for (let ahead = 1; ahead <= framesAhead; ahead += 1)
          if (imageIds[mine + ahead * step]) void fetchFrame(mine + ahead * step).catch(() => {})
      },
      toElement(pixel) {
        const { imageData } = viewport.getImageData() ?? {}
        if (!imageData?.indexToWorld) return { x: 0, y: 0 }
        const [x, y] = viewport.worldToCanvas(imageData.indexToWorld([pixel.x, pixel.y, 0]) as Types.Point3)
        return { x, y }
      },
      toPixel(at) {
        const { imageData } = viewport.getImageData() ?? {}
        if (!imageData?.worldToIndex) return { x: 0, y: 0 }
        const [x = 0, y = 0] = imageData.worldToIndex(viewport.canvasToWorld([at.x, at.y])) as Types.Point3
        return { x, y }
      },
      valueAt(pixel) {
        const image = viewport.getCornerstoneImage()
        const [x, y] = [Math.round(pixel.x), Math.round(pixel.y)]
        if (!image || image.color || x < 0 || y < 0 || x >= image.columns || y >= image.rows) return null
        const stored = image.getPixelData()[y * image.columns + x]
        if (stored === undefined) return null
        return image.preScale?.scaled ? stored : stored * image.slope + image.intercept
      },
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
        const by = Math.min(Math.max(zoom * factor, 0.2), 30) / zoom
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
        quarterTurns = (quarterTurns + 1) % 4
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
        const keep = zoom
        engine.resize(true, false)
        viewport.resetCamera()
        viewport.setViewPresentation({ rotation: quarterTurns * 90 })
        fitting = scaleNow()
        move((focal) => focal, fitting / keep)
        show()
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}
