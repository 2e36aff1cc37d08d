import type { BlackArea } from '#shared/dicom/black-area.ts'

/** Rectangles that a person draws over what must not leave; absent where nothing leaves. */
export type Blackout = {
  areas(): readonly BlackArea[]
  /** Drawn on this frame. */
  add(area: BlackArea & { frame: number }): void
}
