import type { Annotation, Shape } from '#shared/dicom/annotations.ts'
import type { EventId, UserId } from '#shared/matrix/ids.ts'

/** What people have drawn on the pictures of a file, and drawing more; absent where nothing can be kept. */
export type Drawing = {
  annotations(): readonly Annotation[]
  add(place: { instanceUid: string; frame: number }, shape: Shape): void
  remove(id: EventId): void
  /** Own ones only, and once the homeserver has them. */
  mayRemove(annotation: Annotation): boolean
  nameOf(sender: UserId): string
}
