import type { MediaKind } from './join-call.ts'

type Words = Record<MediaKind, string> &
  Record<'deviceDenied' | 'deviceMissing' | 'deviceBusy' | 'deviceFailed', (device: string) => string>

/** `name` as in the specification of `getUserMedia`. */
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
    default:
      return words.deviceFailed(device)
  }
}
