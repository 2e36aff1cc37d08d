import * as v from 'valibot'
import { fileId } from '../case-files/api.ts'
import { type EventId, eventId, type UserId } from '../matrix/ids.ts'

/** Column and row, from the middle of the first pixel. */
const point = v.object({ x: v.pipe(v.number(), v.finite()), y: v.pipe(v.number(), v.finite()) })
export type PixelPoint = v.InferOutput<typeof point>

export const shape = v.variant('kind', [
  v.object({ kind: v.literal('length'), points: v.strictTuple([point, point]) }),
  /** The angle is at the second point. */
  v.object({ kind: v.literal('angle'), points: v.strictTuple([point, point, point]) }),
  /** An ellipse within these corners. */
  v.object({ kind: v.literal('roi'), points: v.strictTuple([point, point]) }),
  /** The picture itself: look here. */
  v.object({ kind: v.literal('key-image') }),
])
export type Shape = v.InferOutput<typeof shape>

const placed = v.object({
  version: v.literal(1),
  fileId,
  /** As the object itself says; measured values are not sent: whoever reads it measures the same pixels. */
  instanceUid: v.pipe(v.string(), v.maxLength(100)),
  frame: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  shape,
})
const removal = v.object({ version: v.literal(1), fileId, removes: eventId })

/** Content of the encrypted event `app.consilium.image_annotation`. */
export const annotationContent = v.union([placed, removal])
export type Placed = v.InferOutput<typeof placed>
export type AnnotationContent = v.InferOutput<typeof annotationContent>

export type Annotation = Placed & { eventId: EventId; sender: UserId; at: number }

/** What somebody has done, in a word, for those who do not look at the picture; null when it is no annotation. */
export const annotationKind = (content: unknown): 'key-image' | 'measured' | 'removed' | null => {
  const parsed = v.safeParse(annotationContent, content)
  if (!parsed.success) return null
  if (!('shape' in parsed.output)) return 'removed'
  return parsed.output.shape.kind === 'key-image' ? 'key-image' : 'measured'
}

type Said = { eventId: EventId; sender: UserId; at: number; encrypted: boolean; content: unknown }

/** What stands on the pictures of a file, oldest first. Nobody takes away what somebody else has drawn. */
export const annotationsOf = (events: readonly Said[], file: string): Annotation[] => {
  const standing = new Map<EventId, Annotation>()
  for (const { eventId: id, sender, at, encrypted, content } of events) {
    const parsed = encrypted ? v.safeParse(annotationContent, content) : null
    if (!parsed?.success || parsed.output.fileId !== file) continue
    const said = parsed.output
    if ('shape' in said) standing.set(id, { ...said, eventId: id, sender, at })
    else if (standing.get(said.removes)?.sender === sender) standing.delete(said.removes)
  }
  return [...standing.values()]
}
