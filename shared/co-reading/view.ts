import * as v from 'valibot'
import { shape } from '../dicom/annotations.ts'

/** What is seen of a file, in coordinates of the file: screens differ in size and shape. */

const number = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const quarterTurns = v.picklist([0, 1, 2, 3])
const zoom = v.pipe(number, v.minValue(0.01), v.maxValue(10_000))
const point = v.object({ x: number, y: number })

/** More stand in the conversation; these go along, so that nobody waits for what is being drawn. */
export const mostShapes = 8

const dicomLook = v.object({
  window: v.object({ centre: number, width: v.pipe(number, v.minValue(0)) }),
  isInverted: v.boolean(),
  quarterTurns,
  /** 1 is the size that fits. */
  zoom,
  /** Column and row at the middle of the screen. */
  centre: point,
})
export type DicomLook = v.InferOutput<typeof dicomLook>

export const dicomView = v.object({
  kind: v.literal('dicom'),
  instanceUid: v.pipe(v.string(), v.maxLength(100)),
  frame: count,
  /** Null for what has no pixels. */
  look: v.nullable(dicomLook),
  shapes: v.pipe(v.array(shape), v.maxLength(mostShapes)),
  /** Column and row that are pointed at. */
  pointer: v.nullable(point),
})
export type DicomView = v.InferOutput<typeof dicomView>

/** On a page, its upper left corner being 0, 0 and its lower right one 1, 1. */
const onPage = v.object({ page: v.pipe(count, v.minValue(1)), x: number, y: number })
export type OnPage = v.InferOutput<typeof onPage>

export const pdfView = v.object({
  kind: v.literal('pdf'),
  /** 1 is the width of the window. */
  zoom,
  /** What is at the middle of the window. */
  middle: onPage,
  pointer: v.nullable(onPage),
})
export type PdfView = v.InferOutput<typeof pdfView>

export const pictureView = v.object({
  kind: v.literal('picture'),
  quarterTurns,
  /** 1 is the size that fits. */
  zoom,
  /** At the middle of the screen, in pixels from the middle of the picture as it is turned. */
  centre: point,
  /** In pixels from the middle of the picture as it is turned. */
  pointer: v.nullable(point),
})

export const readingView = v.variant('kind', [dicomView, pdfView, pictureView])
export type ReadingView = v.InferOutput<typeof readingView>
