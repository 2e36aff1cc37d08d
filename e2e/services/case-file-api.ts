import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type CompletionOutput, filePath, uploadPath, uploadsPath } from '#shared/case-files/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson, RequestRefused } from '../../synapse-config/node/ask-json.ts'
import type { Somebody } from './somebody.ts'

/** Bytes as the service sees them: what they are encrypted from makes no difference to it. */
export type Ciphertext = { fileId: string; bytes: Buffer<ArrayBuffer>; sha256: string }

export const newCiphertext = (length: number): Ciphertext => {
  const bytes = randomBytes(length)
  return { fileId: randomUUID(), bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const ask = async (
  by: Somebody,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: RequestInit['body'] = null,
): Promise<Response> => {
  const answer = await fetch(by.clinic.reachableUrl + path, {
    method,
    headers: { authorization: `Bearer ${by.serviceToken}`, 'tus-resumable': '1.0.0', ...headers },
    body,
    // Needed for a body that is a stream.
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit)
  if (!answer.ok) throw new RequestRefused(path, answer.status, await answer.json().catch(() => null))
  return answer
}

/** tus 1.0, "Creation". */
export const createUpload = (by: Somebody, roomId: RoomId, fileId: string, lengthBytes: number): Promise<Response> =>
  ask(by, 'POST', uploadsPath, {
    'upload-length': String(lengthBytes),
    'upload-metadata': `fileId ${base64(fileId)},roomId ${base64(roomId)}`,
  })

/** How many bytes have arrived for good. */
export const arrivedBytes = async (by: Somebody, fileId: string): Promise<number> =>
  Number((await ask(by, 'HEAD', uploadPath(fileId), {})).headers.get('upload-offset'))

export const sendBytes = (
  by: Somebody,
  fileId: string,
  offset: number,
  body: Buffer<ArrayBuffer> | ReadableStream,
): Promise<Response> =>
  ask(
    by,
    'PATCH',
    uploadPath(fileId),
    { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body,
  )

/** tus 1.0, "Termination". */
export const giveUp = (by: Somebody, fileId: string): Promise<Response> => ask(by, 'DELETE', uploadPath(fileId), {})

export const complete = (by: Somebody, roomId: RoomId, fileId: string, sha256: string): Promise<CompletionOutput> =>
  askJson<CompletionOutput>(by.clinic.reachableUrl, 'POST', `/api/case-files/${fileId}/completion`, {
    body: { roomId, sha256 },
    token: by.serviceToken,
  })

/** All of it, as a client does without interruption. */
export const store = async (by: Somebody, roomId: RoomId, { fileId, bytes, sha256 }: Ciphertext): Promise<void> => {
  await createUpload(by, roomId, fileId, bytes.length)
  await sendBytes(by, fileId, 0, bytes)
  await complete(by, roomId, fileId, sha256)
}

/** `range` ends exclusively. `token` is a session at the clinic that stores the file. */
export const readBytes = async (
  at: { reachableUrl: string },
  token: string,
  roomId: RoomId,
  fileId: string,
  range?: { start: number; end: number },
): Promise<{ status: number; contentRange: string | null; bytes: Buffer }> => {
  const path = filePath(fileId, roomId)
  const answer = await fetch(at.reachableUrl + path, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(range ? { range: `bytes=${range.start}-${range.end - 1}` } : {}),
    },
  })
  if (!answer.ok) throw new RequestRefused('/api/case-files', answer.status, await answer.json().catch(() => null))
  const { status, headers } = answer
  return { status, contentRange: headers.get('content-range'), bytes: Buffer.from(await answer.arrayBuffer()) }
}
