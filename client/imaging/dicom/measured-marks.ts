import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { EventId } from '#shared/matrix/ids.ts'
import type { Mark } from './marks.ts'
import type { Measured } from './measure.ts'

type Parts = {
  marks: Accessor<readonly Mark[]>
  /** What one looks at comes first. */
  isReady: Accessor<boolean>
  /** On its own picture, which may have to be fetched. */
  measure(mark: Mark): Promise<Measured>
}

/**
 * What all that is drawn measures, on whichever picture it stands: who is elsewhere reads it, too. One after the other,
 * each once; null while it is not known, and of a picture that cannot be had. Call under a Solid owner.
 */
export const createMeasuredMarks = ({ marks, isReady, measure }: Parts): ((mark: Mark) => Measured | null) => {
  const [known, setKnown] = createSignal<ReadonlyMap<EventId, Measured | null>>(new Map())
  let isOpen = true
  let isBusy = false
  onCleanup(() => {
    isOpen = false
  })
  const goOn = async () => {
    if (isBusy) return
    isBusy = true
    for (;;) {
      const next = marks().find(({ annotation }) => !known().has(annotation.eventId))
      if (!next || !isOpen) break
      const measured = await measure(next).catch(() => null)
      if (isOpen) setKnown((before) => new Map(before).set(next.annotation.eventId, measured))
    }
    isBusy = false
  }
  createEffect(() => {
    if (isReady() && marks().length > 0) void goOn()
  })
  return ({ annotation }) => known().get(annotation.eventId) ?? null
}
