import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type CompletedPart, S3, S3ServiceException } from '@aws-sdk/client-s3'
import type { S3Settings } from '#shared/case-files/store-settings.ts'
import { type StoreFault, StoreUnusable } from '../errors.ts'
import { trustedAuthorities } from '../trusted-authorities.ts'
import type { FileStore, StoredBytes } from './file-store.ts'

/** What S3 lets a part be that is not the last one, and how many there may be. */
const leastPartBytes = 5 * 1024 * 1024
const mostParts = 9_000
const connectTimeoutMs = 5_000
/** Between one byte and the next. */
const silenceTimeoutMs = 30_000

const isAbsent = (error: unknown): boolean =>
  error instanceof S3ServiceException && ['NoSuchKey', 'NoSuchUpload', 'NotFound'].includes(error.name)

/** What the store says of itself; whatever else is thrown is a line that did not hold. */
const faultOf = (error: unknown): StoreFault => {
  if (!(error instanceof S3ServiceException)) return 'unreachable'
  if (error.name === 'NoSuchBucket') return 'no-bucket'
  const status = error.$metadata.httpStatusCode ?? 0
  if (status === 507) return 'full'
  // Stores differ in how they say that they do not know a key.
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'unreachable'
}

const asked = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    throw new StoreUnusable(faultOf(error), { cause: error })
  }
}

/** Null when there is no such thing. */
const found = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer
  } catch (error) {
    if (isAbsent(error)) return null
    throw new StoreUnusable(faultOf(error), { cause: error })
  }
}

const openClient = ({ endpoint, region, pathStyle, accessKeyId, secretAccessKey }: S3Settings, caFile: string | null) =>
  new S3({
    endpoint,
    region,
    forcePathStyle: pathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // Not every store knows them; that nothing was changed on the way is proven by our own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      socketTimeout: silenceTimeoutMs,
      ...(caFile && { httpsAgent: { ca: trustedAuthorities(caFile), keepAlive: true } }),
    },
  })

/**
 * Keeps ciphertext in a bucket. An upload is a multipart upload of S3; bytes that are too few for a part wait as an
 * object that is named by the part they will begin, so that it counts no longer once that part is there. Nothing that
 * was taken is anywhere but in the store, so that any replica of the service goes on with an upload.
 */
export const openS3Store = (settings: S3Settings, caFile: string | null): FileStore => {
  const { bucket: Bucket, prefix } = settings
  const client = openClient(settings, caFile)
  const at = (fileId: string) => ({ Bucket, Key: `${prefix}${fileId}` })
  const multipartAt = ({ fileId, ref }: StoredBytes) => ({ ...at(fileId), UploadId: ref ?? '' })
  const waitingAt = (fileId: string, part: number) => ({ Bucket, Key: `${prefix}${fileId}.waits-for-${part}` })

  const sizeOf = async (place: { Bucket: string; Key: string }): Promise<number | null> =>
    (await found(client.headObject(place)))?.ContentLength ?? null

  /** Without gaps, or null when it is no upload any more. */
  const partsOf = async (upload: StoredBytes): Promise<{ parts: CompletedPart[]; bytes: number } | null> => {
    const parts: CompletedPart[] = []
    let bytes = 0
    let PartNumberMarker: string | undefined
    do {
      const page = await found(
        client.listParts({ ...multipartAt(upload), ...(PartNumberMarker && { PartNumberMarker }) }),
      )
      if (!page) return null
      for (const { PartNumber, ETag, Size = 0 } of page.Parts ?? []) {
        if (PartNumber !== parts.length + 1 || ETag === undefined) return { parts, bytes }
        parts.push({ PartNumber, ETag })
        bytes += Size
      }
      PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined
    } while (PartNumberMarker)
    return { parts, bytes }
  }

  const waitingFor = async (fileId: string, part: number): Promise<Buffer> => {
    const answer = await found(client.getObject(waitingAt(fileId, part)))
    return Buffer.from((await asked(Promise.resolve(answer?.Body?.transformToByteArray()))) ?? [])
  }

  const removeWaiting = async (fileId: string): Promise<void> => {
    const { Contents = [] } = await asked(client.listObjectsV2({ Bucket, Prefix: `${prefix}${fileId}.waits-for-` }))
    for (const { Key } of Contents) if (Key) await asked(client.deleteObject({ Bucket, Key }))
  }

  return {
    async fault() {
      try {
        // An answer to HEAD has no body that would say what is wrong.
        await client.listObjectsV2({ Bucket, Prefix: prefix, MaxKeys: 1 })
        return null
      } catch (error) {
        return faultOf(error)
      }
    },
    // How much a bucket may hold is the quota's matter.
    hasSpace: async () => true,
    begin: async ({ fileId }) => (await asked(client.createMultipartUpload(at(fileId)))).UploadId ?? null,

    async arrived(upload) {
      if (upload.ref === null) return null
      const known = await partsOf(upload)
      if (!known) return sizeOf(at(upload.fileId))
      return known.bytes + ((await sizeOf(waitingAt(upload.fileId, known.parts.length + 1))) ?? 0)
    },

    async write(upload, bytes, offset) {
      const { fileId, sizeBytes } = upload
      const partBytes = Math.max(leastPartBytes, Math.ceil(sizeBytes / mostParts))
      const known = await partsOf(upload)
      if (!known) throw new StoreUnusable('unreachable')
      let part = known.parts.length + 1
      let waiting = offset > known.bytes ? [await waitingFor(fileId, part)] : []
      let length = waiting.reduce((sum, { byteLength }) => sum + byteLength, 0)
      if (known.bytes + length !== offset) throw new StoreUnusable('unreachable')
      let arrived = offset
      const sendPart = async () => {
        await asked(client.uploadPart({ ...multipartAt(upload), PartNumber: part, Body: Buffer.concat(waiting) }))
        part += 1
        waiting = []
        length = 0
      }
      for await (const piece of bytes as AsyncIterable<Buffer>) {
        waiting.push(piece)
        length += piece.byteLength
        arrived += piece.byteLength
        if (length >= 2 * partBytes) await sendPart()
      }
      if (length >= partBytes || (length > 0 && arrived === sizeBytes)) await sendPart()
      else if (length > 0 && arrived > offset)
        await asked(client.putObject({ ...waitingAt(fileId, part), Body: Buffer.concat(waiting) }))
      return arrived
    },

    async seal(upload) {
      const known = await partsOf(upload)
      if (known)
        await asked(client.completeMultipartUpload({ ...multipartAt(upload), MultipartUpload: { Parts: known.parts } }))
      await removeWaiting(upload.fileId)
      const hash = createHash('sha256')
      const { Body } = await asked(client.getObject(at(upload.fileId)))
      const read = async () => {
        if (Body instanceof Readable) for await (const piece of Body) hash.update(piece)
        return hash.digest('hex')
      }
      return asked(read())
    },
    keep: async ({ fileId, sizeBytes }) => (await sizeOf(at(fileId))) === sizeBytes,

    async read({ fileId, sizeBytes }, { start, end }) {
      const answer = await found(client.getObject({ ...at(fileId), Range: `bytes=${start}-${end - 1}` }))
      if (!answer?.Body) return null
      const isSame = answer.ContentRange === `bytes ${start}-${end - 1}/${sizeBytes}`
      if (isSame) return answer.Body.transformToWebStream()
      if (answer.Body instanceof Readable) answer.Body.destroy()
      return null
    },
    isWhole: async ({ fileId, sizeBytes }) => (await sizeOf(at(fileId))) === sizeBytes,

    async remove(file) {
      if (file.ref !== null) await found(client.abortMultipartUpload(multipartAt(file)))
      await removeWaiting(file.fileId)
      await found(client.deleteObject(at(file.fileId)))
    },

    async removeUnknown(isKnown, before) {
      const { Uploads = [] } = await asked(client.listMultipartUploads({ Bucket, Prefix: prefix }))
      for (const { Key = '', UploadId, Initiated } of Uploads) {
        if (!Initiated || Initiated.getTime() > before || isKnown(Key.slice(prefix.length))) continue
        await found(client.abortMultipartUpload({ Bucket, Key, UploadId }))
      }
    },
  }
}
