import type { TimelineItem } from '../../matrix/types.ts'

/** Of one message, while something is asked or shown about it. */
export type MessageDialogProps = { item: TimelineItem; onClose(): void }
