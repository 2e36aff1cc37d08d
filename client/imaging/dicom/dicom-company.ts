import { type Accessor, createEffect, createMemo, on } from 'solid-js'
import { mostShapes } from '#shared/co-reading/view.ts'
import type { Shape } from '#shared/dicom/annotations.ts'
import { ledTo, useCompany } from '../company.ts'
import type { Point } from '../gestures.ts'
import { keyOfPlace, type Place } from './marks.ts'
import type { Shown, StackView } from './stack-view.ts'

type Parts = {
  view: Accessor<StackView | undefined>
  shown: Accessor<Shown | undefined>
  /** Changes with the size of the stage. */
  stageSize: Accessor<unknown>
  length: number
  placeOf(at: number): Place | null
  goTo(at: number): void
  /** Drawn on the frame in sight, oldest first, with what is being drawn. */
  shapes: Accessor<readonly Shape[]>
  /** On the stage. */
  pointing: Accessor<Point | null>
}

const isSame = (one: Shape, other: Shape) => JSON.stringify(one) === JSON.stringify(other)

/** A stack of pictures that is looked at with others. */
export const createDicomCompany = (parts: Parts) => {
  const { view, shown, stageSize, placeOf, shapes, pointing } = parts
  const company = useCompany()
  const led = ledTo(company, 'dicom')
  const places = createMemo(
    () =>
      new Map(Array.from({ length: company ? parts.length : 0 }, (_, at) => [keyOfPlace(placeOf(at)), at] as const)),
  )
  /** The frame that one is led to; null also for one of another series. */
  const target = createMemo(() => {
    const place = led()
    return place ? (places().get(keyOfPlace(place)) ?? null) : null
  })
  const frame = createMemo(() => shown()?.frame)
  createEffect(on(target, (to) => to !== null && parts.goTo(to), { defer: true }))
  createEffect(() => {
    const to = led()
    const opened = view()
    stageSize()
    if (!to || !opened || frame() !== target()) return
    if (to.look) opened.lookAs(to.look)
    company?.reached(to)
  })
  createEffect(() => {
    const [now, opened, point] = [shown(), view(), pointing()]
    const place = now && placeOf(now.frame)
    if (!company || !now || !opened || !place) return
    const { window, isInverted, quarterTurns, zoom } = now
    company.tell({
      kind: 'dicom',
      ...place,
      look: { window, isInverted, quarterTurns, zoom, centre: opened.middle() },
      shapes: shapes().slice(-mostShapes),
      pointer: point && opened.toPixel(point),
    })
  })
  const ledHere = () => (frame() === target() ? led() : null)
  return {
    first: () => target() ?? 0,
    /** What the one who leads draws, and what has not come by the conversation yet. */
    shapes: () => ledHere()?.shapes.filter((shape) => !shapes().some((known) => isSame(known, shape))) ?? [],
    pointer: () => {
      const at = ledHere()?.pointer
      const opened = view()
      // Wherever the picture is moved to.
      void shown()
      return at && opened ? opened.toElement(at) : null
    },
    leader: () => company?.leader() ?? '',
  }
}
