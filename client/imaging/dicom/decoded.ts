/** Frames as cornerstone draws them: decoded in workers beside the page, and held within a limit. */
import {
  cache,
  Enums,
  getRenderingCapabilities,
  getWebWorkerManager,
  imageLoader,
  init as initCore,
  metaData,
  setUseCPURendering,
  type Types,
} from '@cornerstonejs/core'
import { createImage } from '@cornerstonejs/dicom-image-loader/imageLoader'
import { combineFrameInstanceDataset } from '@cornerstonejs/dicom-image-loader/wadouri/combineFrameInstanceDataset'
import { metadataForDataset } from '@cornerstonejs/dicom-image-loader/wadouri/metaData/metaDataProvider'
import type { DataSet } from 'dicom-parser'
import type { Shape } from '#shared/dicom/annotations.ts'
// The package starts its workers only together with loaders that ask the network.
import DecodeThread from '../../../node_modules/@cornerstonejs/dicom-image-loader/dist/esm/decodeImageFrameWorker.js?worker'
import { framesPerSecondOf } from './cine.ts'
import { framePixelsOf, type Layout } from './frame-pixels.ts'
import { type DicomHeader, readHeader } from './header.ts'
import { createKept } from './kept.ts'
import { type Measured, measure, type Spacing, spacingOf } from './measure.ts'

/** One frame of one object. */
export type Frame = { dataSet: DataSet; frame: number }

/** What is said beside a frame; nothing of it holds the file that it was read from. */
export type About = { header: DicomHeader; spacing: Spacing | null; framesPerSecond: number }

type Decoded = {
  image: Types.IImage
  about: About
  modules: ReadonlyMap<unknown, unknown>
  /** As the device means it, from the darkest to the brightest. */
  spread: number
  valueAt(column: number, row: number): number | null
}

const scheme = 'casefile'
/** Of decoded pixels. */
const mostDecodedBytes = 384 * 1024 * 1024
const workers = 'dicomImageLoader'
/** One core is the page's. */
const mostWorkers = 3

const kept = createKept<string, Decoded>(mostDecodedBytes, (imageId) => {
  if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true })
})
/** Of frames that are being decoded: the decoder asks for what the object says by their name. */
const decoding = new Map<string, ReadonlyMap<unknown, unknown>>()
let isReady = false
let users = 0
let names = 0

/** Overlays are large, and not drawn. */
const moduleTypes = [
  ...Object.values(Enums.MetadataModules).filter((type) => type !== Enums.MetadataModules.OVERLAY_PLANE),
  'transferSyntax',
]

const modulesOf = (imageId: string, { dataSet, frame }: Frame, layout: Layout): ReadonlyMap<unknown, unknown> => {
  const said = combineFrameInstanceDataset(frame + 1, dataSet)
  const read = (type: string): unknown => {
    try {
      return metadataForDataset(type, imageId, said)
    } catch {
      // What cannot be read of one part is not said; the others are.
      return undefined
    }
  }
  const modules = new Map(moduleTypes.map((type) => [type, read(type)]))
  const pixelModule = modules.get(Enums.MetadataModules.IMAGE_PIXEL)
  if (typeof pixelModule === 'object') modules.set(Enums.MetadataModules.IMAGE_PIXEL, { ...pixelModule, ...layout })
  return modules
}

const describe = (type: string, ...ids: unknown[]): unknown => {
  const [imageId] = ids
  return typeof imageId === 'string' ? (decoding.get(imageId) ?? kept.get(imageId)?.modules)?.get(type) : undefined
}

const loadImage = (imageId: string) => {
  const image = kept.get(imageId)?.image
  return { promise: image ? Promise.resolve(image) : Promise.reject(new Error('not decoded')) }
}

const prepare = () => {
  if (isReady) return
  isReady = true
  initCore({ rendering: { webGlContextCount: 1 } } as Parameters<typeof initCore>[0])
  const { webgl2, softwareRasterizer } = getRenderingCapabilities()
  // A graphics card that is only imitated takes ten times as long as drawing by the processor.
  if (!webgl2 || softwareRasterizer) setUseCPURendering(true)
  const maxWorkerInstances = Math.min(mostWorkers, Math.max(1, navigator.hardwareConcurrency - 1))
  getWebWorkerManager().registerWorker(workers, () => new DecodeThread(), { maxWorkerInstances })
  imageLoader.registerImageLoader(scheme, loadImage)
  metaData.addProvider(describe)
}

/** While somebody has it, the workers are there. */
export const useDecoder = (): Disposable => {
  prepare()
  users += 1
  return {
    [Symbol.dispose]() {
      users -= 1
      if (users === 0) getWebWorkerManager().terminate(workers)
    },
  }
}

export const newImageId = (): string => {
  names += 1
  return `${scheme}:${names}`
}

const decodeAs = async (imageId: string, frame: Frame, options?: object) => {
  const { pixels, transferSyntax, layout } = framePixelsOf(frame.dataSet, frame.frame)
  const modules = modulesOf(imageId, frame, layout)
  decoding.set(imageId, modules)
  try {
    const image = (await createImage(imageId, pixels, transferSyntax, { ...options })) as Types.IImage
    return { image, modules }
  } finally {
    decoding.delete(imageId)
  }
}

/** By itself, for a small picture: nothing of it is kept. */
export const decodeFrame = async (frame: Frame, options?: object): Promise<Types.IImage> => {
  using _ = useDecoder()
  return (await decodeAs(newImageId(), frame, options)).image
}

const valuesOf = (image: Types.IImage) => {
  // Drawing may change what the image says of its values.
  const { columns, rows, color } = image
  const [slope, intercept] = image.preScale?.scaled ? [1, 0] : [image.slope, image.intercept]
  const pixels = image.getPixelData()
  return {
    spread: Math.max(1, (image.maxPixelValue - image.minPixelValue) * Math.abs(slope)),
    valueAt(column: number, row: number): number | null {
      if (color || column < 0 || row < 0 || column >= columns || row >= rows) return null
      const stored = pixels[row * columns + column]
      return stored === undefined ? null : stored * slope + intercept
    },
  }
}

/** On a frame by itself, of which nothing is kept; only what is inside of something takes its pixels. */
export const measureOn = async (frame: Frame, shape: Shape): Promise<Measured> => {
  const spacing = spacingOf(frame.dataSet, frame.frame)
  if (shape.kind !== 'roi') return measure(shape, spacing, () => null)
  const { valueAt } = valuesOf(await decodeFrame(frame))
  return measure(shape, spacing, ({ x, y }) => valueAt(Math.round(x), Math.round(y)))
}

/** Decodes a frame under this name, and has it ready for a view to draw. */
export const keepDecoded = async (imageId: string, frame: Frame, options: object): Promise<void> => {
  const { image, modules } = await decodeAs(imageId, frame, options)
  const about = {
    header: readHeader(frame.dataSet),
    spacing: spacingOf(frame.dataSet, frame.frame),
    framesPerSecond: framesPerSecondOf(frame.dataSet),
  }
  kept.put(imageId, { image, about, modules, ...valuesOf(image) }, image.sizeInBytes)
  await imageLoader.loadAndCacheImage(imageId)
}

export const decodedOf = (imageId: string): Decoded | undefined => kept.get(imageId)
export const dropDecoded = (imageId: string): void => kept.drop(imageId)
