import type { MediaSize } from '#shared/media/content.ts'

/** How large a picture stands in the conversation, in CSS pixels: known before it is there, so that nothing moves. */
const most = { width: 320, height: 320 }
const least = { width: 96, height: 72 }
const unknown: MediaSize = { width: 240, height: 180 }

export const frameSize = (size: MediaSize | null): MediaSize => {
  if (!size) return unknown
  const scale = Math.min(1, most.width / size.width, most.height / size.height)
  return {
    width: Math.round(Math.min(most.width, Math.max(least.width, size.width * scale))),
    height: Math.round(Math.min(most.height, Math.max(least.height, size.height * scale))),
  }
}
