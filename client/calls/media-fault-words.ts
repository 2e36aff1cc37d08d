import { blurFailed } from './own-effects.ts'
import type { MediaKind } from './own-media.ts'

type Words = Record<MediaKind, string> &
  Record<'deviceDenied' | 'deviceMissing' | 'deviceBusy' | 'deviceFailed', (device: string) => string> & {
    blurFailed: string
  }

/** `name` as in the specification of `getUserMedia`, or of an error of ours. */
export const mediaFaultText = (words: Words, kind: MediaKind, name: string): string => {
  const device = words[kind]
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return words.deviceDenied(device)
    case 'NotFoundError':
    case 'OverconstrainedError':
      return words.deviceMissing(device)
    case 'NotReadableError':
    case 'AbortError':
      return words.deviceBusy(device)
    case blurFailed:
      return words.blurFailed
    default:
      return words.deviceFailed(device)
  }
}
