import { readFile, stat } from 'node:fs/promises'
import { join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { getMimeType } from 'hono/utils/mime'

export type Encoding = 'br' | 'gzip'
export type ClientFile = {
  type: string
  encoding: Encoding | null
  bytes: Uint8Array<ArrayBuffer>
  /** Its name carries a hash of its content. */
  isImmutable: boolean
  etag: string
}
export type FindClientFile = (path: string, acceptEncoding: string) => Promise<ClientFile | null>

const packable = /\.(?:js|css|html|svg|json|wasm|webmanifest|txt)$/
/** The strongest brotli takes a second per megabyte; what is larger gets a quick one. */
const strongestBytes = 300 * 1024

const packWith: Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: bytes.length <= strongestBytes ? 11 : 6,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 6 }),
}

const preferredEncoding = (accepted: string): Encoding | null =>
  (['br', 'gzip'] as const).find((name) =>
    accepted.split(',').some((part) => new RegExp(`^\\s*${name}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?$`).test(part)),
  ) ?? null

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>

/** Finds files below `folder` and keeps each as it is sent, so that it is read and compressed once. */
export const openClientFiles = (folder: string): FindClientFile => {
  const kept = new Map<string, { etag: string; bytes: Promise<Uint8Array<ArrayBuffer>> }>()

  const load = (file: string, etag: string, encoding: Encoding | null): Promise<Uint8Array<ArrayBuffer>> => {
    const key = `${encoding} ${file}`
    const known = kept.get(key)
    if (known?.etag === etag) return known.bytes
    const bytes = readFile(file).then(async (plain) => own(encoding ? await packWith[encoding](plain) : plain))
    kept.set(key, { etag, bytes })
    bytes.catch(() => kept.delete(key))
    return bytes
  }

  return async (path, acceptEncoding) => {
    let decoded: string
    try {
      decoded = decodeURIComponent(path)
    } catch {
      return null
    }
    const file = normalize(join(folder, decoded))
    // Source maps say more than a page needs.
    if (decoded.includes('\0') || !file.startsWith(folder + sep) || file.endsWith('.map')) return null
    const found = await stat(file).catch(() => null)
    if (!found?.isFile()) return null
    const encoding = packable.test(file) ? preferredEncoding(acceptEncoding) : null
    const version = `${found.mtimeMs.toString(36)}-${found.size.toString(36)}`
    return {
      type: getMimeType(file) ?? 'application/octet-stream',
      encoding,
      bytes: await load(file, version, encoding),
      isImmutable: file.startsWith(join(folder, 'assets') + sep),
      etag: `"${version}${encoding ? `-${encoding}` : ''}"`,
    }
  }
}
