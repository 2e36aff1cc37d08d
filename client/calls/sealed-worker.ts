import E2eeWorker from 'livekit-client/e2ee-worker?worker'
import { ignoreAbsent } from './absent-participants.ts'

type ToWorker = { kind: string; data?: { enabled?: boolean } }

/**
 * LiveKit's encryption worker, which lets the frames of a participant pass undecrypted once the SFU marks one of the
 * participant's tracks as unencrypted. Here it is never told so: what does not decrypt is dropped.
 */
export const openSealedWorker = (isThere: (identity: string) => boolean): Worker => {
  const worker = new E2eeWorker()
  ignoreAbsent(worker, isThere)
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (message: ToWorker, options?: StructuredSerializeOptions | Transferable[]) => {
    const sealed = message.kind === 'enable' ? { ...message, data: { ...message.data, enabled: true } } : message
    if (Array.isArray(options)) post(sealed, options)
    else post(sealed, options)
  }
  return worker
}
