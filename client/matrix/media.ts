import { ConnectionError, type MatrixClient, MatrixError } from 'matrix-js-sdk'
import * as v from 'valibot'
import type { UserId } from '#shared/matrix/ids.ts'
import { localUrl } from '#shared/media/encrypted-file.ts'
import { isFull, NoSpace } from './errors.ts'
import { MatrixRefusal, refusing } from './matrix-error.ts'
import { openMediaStore } from './media-store.ts'
import type { Uploads } from './outbox.ts'
import { NotSendable } from './outbox-rules.ts'
import type { MediaFiles } from './types.ts'

type Client = Pick<MatrixClient, 'uploadContent' | 'mxcUrlToHttp' | 'getAccessToken' | 'getMediaConfig'>

export type OpenMedia = {
  files: MediaFiles
  uploads: Uploads
  /** What no message waits for any more. */
  forgetAllBut(urls: readonly string[]): void
  close(): void
}

const refusalBody = v.record(v.string(), v.unknown())

/** Stops at `mostBytes`, whatever was announced. */
const readUpTo = async (body: ReadableStream<Uint8Array<ArrayBuffer>>, mostBytes: number): Promise<Blob> => {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const part of body) {
    size += part.byteLength
    if (size > mostBytes) throw new MatrixRefusal('too-large')
    parts.push(part)
  }
  return new Blob(parts)
}

/** Media of the homeserver: ciphertext only, by the endpoints that ask who one is. */
export const openMedia = async (client: Client, userId: UserId): Promise<OpenMedia> => {
  const store = await openMediaStore(userId)
  let limit: Promise<number | null> | undefined

  const download = async (url: string, signal: AbortSignal, mostBytes: number): Promise<Blob> => {
    // Without redirects: they would lead where the page's policy does not let it go.
    const address = client.mxcUrlToHttp(url, undefined, undefined, undefined, false, false, true)
    if (!address) throw new MatrixRefusal('not-found')
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${client.getAccessToken()}` },
      signal,
    }).catch((thrown: unknown) => {
      signal.throwIfAborted()
      throw new ConnectionError('the homeserver does not answer', thrown instanceof Error ? thrown : undefined)
    })
    if (!answer.ok) {
      const body = v.safeParse(refusalBody, await answer.json().catch(() => null))
      throw new MatrixError(body.success ? body.output : {}, answer.status, address)
    }
    return answer.body ? readUpTo(answer.body, mostBytes) : new Blob()
  }

  return {
    files: {
      limitBytes() {
        limit ??= client.getMediaConfig(true).then(
          (config) => config['m.upload.size'] ?? null,
          () => {
            limit = undefined
            return null
          },
        )
        return limit
      },
      async keep(cipher) {
        try {
          return await store.write(cipher)
        } catch (thrown) {
          throw isFull(thrown) ? new NoSpace() : thrown
        }
      },
      forget: (url) => store.remove(url),
      async fetch(url, { signal, mostBytes = Number.POSITIVE_INFINITY }) {
        if (!localUrl.test(url)) {
          try {
            return await refusing(download(url, signal, mostBytes))
          } catch (thrown) {
            signal.throwIfAborted()
            throw thrown
          }
        }
        const kept = await store.read(url)
        if (!kept) throw new MatrixRefusal('not-found')
        return kept
      },
    },
    uploads: {
      async upload(url, signal, onProgress) {
        const cipher = await store.read(url)
        if (!cipher) throw new NotSendable('file-lost')
        const abortController = new AbortController()
        signal.addEventListener('abort', () => abortController.abort(), { once: true })
        signal.throwIfAborted()
        try {
          const { content_uri } = await client.uploadContent(cipher, {
            type: 'application/octet-stream',
            includeFilename: false,
            abortController,
            progressHandler: ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0),
          })
          return content_uri
        } catch (thrown) {
          // What the SDK says when nothing moved for half a minute.
          throw thrown instanceof Error && thrown.message === 'Timeout'
            ? new ConnectionError('the upload does not move')
            : thrown
        }
      },
      async forget(urls) {
        for (const url of urls) await store.remove(url)
      },
    },
    // What stays behind is ciphertext without a key; the next start tries again.
    forgetAllBut: (urls) => void store.removeAllBut(new Set(urls)).catch(() => {}),
    close: () => store.close(),
  }
}
