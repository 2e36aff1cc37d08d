import { eventTypes } from '#shared/matrix/event-types.ts'
import { type Media, readMedia } from '#shared/media/content.ts'
import type { TimelineItem } from '../matrix/types.ts'

/** The picture, recording or file that a message carries; null for everything else. */
export const mediaOf = ({ body }: Pick<TimelineItem, 'body'>): Media | null =>
  body.kind === 'event' && body.type === eventTypes.message ? readMedia(body.content) : null
