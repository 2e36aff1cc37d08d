import { type Accessor, createMemo } from 'solid-js'
import type { Annotation, Shape } from '#shared/dicom/annotations.ts'
import type { Drawing } from './drawing.ts'

export type Place = { instanceUid: string; frame: number }
/** Something that is drawn, and on which picture of the stack. */
export type Mark = { annotation: Annotation; at: number }
export type StackDrawing = Drawing & { placeOf(at: number): Place | null }

export const keyOfPlace = (place: Place | null) => `${place?.instanceUid} ${place?.frame}`

/** What stands on the pictures of a stack; `frame` is the one in sight. */
export const createMarks = (drawing: Accessor<StackDrawing | undefined>, length: number, frame: Accessor<number>) => {
  const places = createMemo(
    () =>
      new Map(
        Array.from(
          { length: drawing() ? length : 0 },
          (_, at) => [keyOfPlace(drawing()?.placeOf(at) ?? null), at] as const,
        ),
      ),
  )
  const all = createMemo(() =>
    (drawing()?.annotations() ?? [])
      .flatMap((annotation): Mark[] => {
        const at = places().get(keyOfPlace(annotation))
        return at === undefined ? [] : [{ annotation, at }]
      })
      .toSorted((one, other) => one.at - other.at),
  )
  const here = () => all().filter(({ at }) => at === frame())
  const keyImage = () => here().find(({ annotation }) => annotation.shape.kind === 'key-image')
  const add = (shape: Shape) => {
    const place = drawing()?.placeOf(frame())
    if (place) drawing()?.add(place, shape)
  }
  return {
    all,
    here,
    keyImage,
    add,
    toggleKeyImage() {
      const mark = keyImage()
      if (!mark) add({ kind: 'key-image' })
      else if (drawing()?.mayRemove(mark.annotation)) drawing()?.remove(mark.annotation.eventId)
    },
  }
}
