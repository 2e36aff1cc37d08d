import { DetailedError, Upload } from 'tus-js-client'
import { uploadPath, uploadsPath } from '#shared/case-files/api.ts'
import type { Bytes } from '#shared/case-files/bytes.ts'
import { type Range, tagBytes } from '#shared/case-files/records.ts'
import { openScratch } from './scratch-disk.ts'

const chunksPerRequest = 8

export type Sending = {
  fileId: string
  roomId: string
  chunkBytes: number
  sealedBytes: number
  read(range: Range): Promise<Bytes>
  /** Web address of the own clinic. */
  address: string
  authorization(): Promise<string>
  /** The service may know it already. */
  isBegun: boolean
  /** Where on the disk its pieces lie meanwhile. */
  scratch: string
  onProgress(sentBytes: number): void
}

/** `refused`: with the body of the answer. `unanswered`: no network, or the service is being started. */
export type Outcome = { kind: 'sent' } | { kind: 'refused'; status: number; body: string } | { kind: 'unanswered' }

/** What went wrong on this side, as a file that cannot be read; null for an answer, or the lack of one. */
const ownFault = (error: Error | DetailedError): Error | null => {
  if (!(error instanceof DetailedError)) return error
  return error.causingError instanceof Error ? error.causingError : null
}

const outcomeOf = (response: DetailedError['originalResponse']): Outcome =>
  response ? { kind: 'refused', status: response.getStatus(), body: response.getBody() } : { kind: 'unanswered' }

/** Sends what the service does not have yet (tus 1.0). */
export const sendBytes = async (sending: Sending): Promise<Outcome> => {
  const { fileId, roomId, chunkBytes, sealedBytes, read, address } = sending
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const scratch = openScratch(sending.scratch)
  const upload = new Upload(new Blob(), {
    endpoint: `${address}${uploadsPath}`,
    uploadUrl: sending.isBegun ? `${address}${uploadPath(fileId)}` : null,
    uploadSize: sealedBytes,
    metadata: { fileId, roomId },
    chunkSize: chunksPerRequest * (chunkBytes + tagBytes),
    // When and how often is decided where the person can see it.
    retryDelays: null,
    storeFingerprintForResuming: false,
    fileReader: {
      openFile: async () => ({
        size: sealedBytes,
        async slice(start, end) {
          return { value: await scratch.lay(await read({ start, end })), done: end >= sealedBytes }
        },
        close() {},
      }),
    },
    onBeforeRequest: async (request) => request.setHeader('Authorization', await sending.authorization()),
    onProgress: sending.onProgress,
    onSuccess: () => resolve({ kind: 'sent' }),
    onError: (error) => {
      const fault = ownFault(error)
      if (fault) reject(fault)
      else resolve(outcomeOf('originalResponse' in error ? error.originalResponse : null))
    },
  })
  upload.start()
  return promise.finally(scratch.clear)
}
