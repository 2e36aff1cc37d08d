import type { MediaSize } from '#shared/media/content.ts'
import { askMedia } from '../media-worker.ts'
import type { Outgoing } from './outgoing.ts'

type Poster = {
  size: MediaSize
  durationMs: number | null
  blurhash: string | null
  thumbnail: Outgoing['thumbnail']
}

/** A film that does not begin by then has no poster. */
const patienceMs = 8_000
const longestSide = 800

const happened = (video: HTMLVideoElement, event: string, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true, signal })
    video.addEventListener('error', () => reject(new Error('not playable')), { once: true, signal })
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const frameOf = async (video: HTMLVideoElement): Promise<Blob> => {
  const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight))
  const canvas = new OffscreenCanvas(Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale))
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
}

/** What a film looks like near its beginning; null when this browser cannot play it. */
export const posterOf = async (film: Blob): Promise<Poster | null> => {
  const url = URL.createObjectURL(film)
  const video = document.createElement('video')
  const signal = AbortSignal.timeout(patienceMs)
  try {
    video.muted = true
    video.playsInline = true
    video.preload = 'auto'
    video.src = url
    await happened(video, 'loadeddata', signal)
    // The very first frame is often black.
    video.currentTime = Math.min(0.5, Number.isFinite(video.duration) ? video.duration / 4 : 0)
    await happened(video, 'seeked', signal)
    if (video.videoWidth === 0) return null
    const blob = await frameOf(video)
    const { facts } = await askMedia<'picture-facts'>({ kind: 'picture-facts', file: blob })
    const size = { width: video.videoWidth, height: video.videoHeight }
    const scale = Math.min(1, longestSide / Math.max(size.width, size.height))
    return {
      size,
      durationMs: Number.isFinite(video.duration) ? Math.round(video.duration * 1000) : null,
      blurhash: facts.blurhash,
      thumbnail: {
        blob,
        mimeType: 'image/jpeg',
        size: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
      },
    }
  } catch {
    return null
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(url)
  }
}
