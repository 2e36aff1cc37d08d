import { DetailedError, Upload } from 'tus-js-client'
import * as v from 'valibot'
import { uploadPath, uploadsPath } from '#shared/case-files/api.ts'
import { tagBytes } from '#shared/case-files/records.ts'
import { errorBody } from '#shared/errors.ts'
import { WorkerFault } from '../workers/worker-calls.ts'
import type { EncryptedSource } from './encrypted-source.ts'
import { UploadStopped } from './upload-faults.ts'
import type { UploadPlan } from './upload-plan.ts'

const chunksPerRequest = 8

type Sending = {
  plan: UploadPlan
  source: EncryptedSource
  /** Web address of the own clinic. */
  address: string
  authorization(): Promise<string>
  /** The service may know it already. */
  isBegun: boolean
  signal: AbortSignal
  onProgress(sentBytes: number): void
}

const stoppedBy = (error: Error | DetailedError): UploadStopped => {
  if (!(error instanceof DetailedError)) return UploadStopped.from(error)
  if (error.causingError instanceof WorkerFault) return UploadStopped.from(error.causingError)
  const response = error.originalResponse
  if (!response) return UploadStopped.unanswered()
  const body = v.safeParse(v.pipe(v.string(), v.parseJson(), errorBody), response.getBody())
  return UploadStopped.refused(response.getStatus(), body.success ? body.output.code : null)
}

/** Sends what the service does not have yet (tus 1.0). Throws `UploadStopped`, or the reason of the signal. */
export const sendBytes = async (sending: Sending): Promise<void> => {
  const { plan, source, address, signal } = sending
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const upload = new Upload(new Blob(), {
    endpoint: `${address}${uploadsPath}`,
    uploadUrl: sending.isBegun ? `${address}${uploadPath(plan.fileId)}` : null,
    uploadSize: source.sealedBytes,
    metadata: { fileId: plan.fileId, roomId: plan.roomId },
    chunkSize: chunksPerRequest * (plan.chunkBytes + tagBytes),
    // When and how often is decided where the person can see it.
    retryDelays: null,
    storeFingerprintForResuming: false,
    fileReader: {
      openFile: async () => ({
        size: source.sealedBytes,
        async slice(start, end) {
          return { value: new Blob([await source.read({ start, end })]), done: end >= source.sealedBytes }
        },
        close() {},
      }),
    },
    onBeforeRequest: async (request) => request.setHeader('Authorization', await sending.authorization()),
    onProgress: sending.onProgress,
    onSuccess: () => resolve(),
    onError: (error) => reject(stoppedBy(error)),
  })
  const stop = () => {
    void upload.abort()
    reject(signal.reason)
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    upload.start()
    await promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
