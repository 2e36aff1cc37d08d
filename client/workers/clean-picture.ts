import { encode } from 'blurhash'
import { bareJpeg, barePng } from './bare-picture.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Draws pictures anew: what leaves is the pixels of a fresh canvas, turned as the camera meant them. Whatever else the
 * file held (place, names, previews, colour profiles, what was cut off) is left behind.
 */

export type CleanPicture = { blob: Blob; mimeType: string; ending: string; width: number; height: number }
export type PictureFacts = { blurhash: string; thumbnail: CleanPicture | null }

/** More than any screen shows, and less than the smallest canvas that browsers refuse. */
const longestSide = 4096
const quality = 0.9
/** Twice as wide as it stands in the conversation, for fine screens. */
const thumbnailSide = 800
/** A picture that is hardly larger than its thumbnail is its own. */
const smallBytes = 150_000

const drawn = (bitmap: ImageBitmap, side: number, ground: string | null): OffscreenCanvas => {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new Unreadable()
  context.imageSmoothingQuality = 'high'
  if (ground) {
    context.fillStyle = ground
    context.fillRect(0, 0, width, height)
  }
  context.drawImage(bitmap, 0, 0, width, height)
  return canvas
}

const opened = async (file: Blob): Promise<ImageBitmap> => {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new Unreadable()
  }
}

const written = async (
  canvas: OffscreenCanvas,
  mimeType: 'image/jpeg' | 'image/png',
  jpegQuality: number,
): Promise<CleanPicture> => {
  const blob = await canvas.convertToBlob({ type: mimeType, quality: jpegQuality })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return {
    blob: new Blob([mimeType === 'image/png' ? barePng(bytes) : bareJpeg(bytes)], { type: mimeType }),
    mimeType,
    ending: mimeType === 'image/png' ? 'png' : 'jpg',
    width: canvas.width,
    height: canvas.height,
  }
}

/** Screenshots stay sharp: what was PNG stays so, and keeps what shines through. Throws `Unreadable`. */
export const cleanPicture = async (file: Blob, mimeType: string): Promise<CleanPicture> => {
  const bitmap = await opened(file)
  try {
    return mimeType === 'image/png'
      ? await written(drawn(bitmap, longestSide, null), 'image/png', quality)
      : await written(drawn(bitmap, longestSide, '#ffffff'), 'image/jpeg', quality)
  } finally {
    bitmap.close()
  }
}

/** What stands in its place before it is there: a few colours, and a small picture. Of a clean one only. */
export const pictureFacts = async (file: Blob): Promise<PictureFacts> => {
  const bitmap = await opened(file)
  try {
    const tiny = drawn(bitmap, 32, '#ffffff')
    const pixels = tiny.getContext('2d')?.getImageData(0, 0, tiny.width, tiny.height)
    if (!pixels) throw new Unreadable()
    const isSmall = file.size <= smallBytes && Math.max(bitmap.width, bitmap.height) <= 2 * thumbnailSide
    return {
      blurhash: encode(pixels.data, tiny.width, tiny.height, 4, 3),
      thumbnail: isSmall ? null : await written(drawn(bitmap, thumbnailSide, '#ffffff'), 'image/jpeg', 0.8),
    }
  } finally {
    bitmap.close()
  }
}
