import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createApp } from '../app.ts'
import { configForTests, contextForTests, signedIn } from '../context-for-tests.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'
import { type FileRow, findFile } from './queries.ts'

export const room = '!case'
export const anna = '@anna:nord.example'
export const ben = '@ben:nord.example'
/** Of a partner. */
export const kim = '@kim:sued.example'

const base64 = (text: string) => Buffer.from(text).toString('base64')
export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
export const newFile = (length = 1_000) => ({ id: randomUUID(), bytes: new Uint8Array(randomBytes(length)) })
export type TestFile = ReturnType<typeof newFile>

type Limits = { maxFileBytes?: number; quotaBytes?: number }
type Parts = Limits & { openStore?: () => FileStore }

/** A clinic's service with a real store, the file system unless another is given, and who is in which room. */
export const clinicForTests = ({ openStore, ...limits }: Parts = {}) => {
  const base = configForTests()
  const config = { ...base, caseFiles: { ...base.caseFiles, ...limits } }
  const open = openStore ?? (() => openFolderStore(config))
  const joined = new Set([`${room} ${anna}`])
  let now = 1_800_000_000_000
  const context = contextForTests({
    config,
    fileStore: open(),
    now: () => now,
    homeserver: { isJoined: async (roomId, userId) => joined.has(`${roomId} ${userId}`) },
  })
  let app = createApp(context)

  const ask = async (
    method: string,
    path: string,
    who: string,
    headers: Record<string, string> = {},
    body?: string | Uint8Array<ArrayBuffer> | ReadableStream,
  ) => {
    const asked = { method, headers: { ...(await signedIn(context, who)), ...headers }, body: body ?? null }
    // Needed for a body that is a stream.
    return app.request(path, { ...asked, duplex: 'half' } as RequestInit)
  }
  const tus = { 'tus-resumable': '1.0.0' }
  const uploadAt = (id: string) => `/api/case-files/uploads/${id}`

  return {
    context,
    config,
    join: (roomId: string, userId: string) => joined.add(`${roomId} ${userId}`),
    leave: (roomId: string, userId: string) => joined.delete(`${roomId} ${userId}`),
    pass: (ms: number) => {
      now += ms
    },
    /** Another process on the same database and store: nothing that was only in memory is left. */
    restart() {
      context.fileStore = open()
      context.db = Object.create(context.db)
      app = createApp(context)
    },
    ask,
    create: ({ id, bytes }: TestFile, who = anna, roomId = room, length: number | null = bytes.length) =>
      ask('POST', '/api/case-files/uploads', who, {
        ...tus,
        ...(length === null ? {} : { 'upload-length': String(length) }),
        'upload-metadata': `fileId ${base64(id)},roomId ${base64(roomId)}`,
      }),
    send: ({ id }: TestFile, offset: number, bytes: Uint8Array, who = anna) =>
      ask(
        'PATCH',
        uploadAt(id),
        who,
        { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        new Uint8Array(bytes),
      ),
    /** Bytes, and then a line that is open and says nothing. */
    sendAndWait: ({ id }: TestFile, offset: number, bytes: Uint8Array) =>
      ask(
        'PATCH',
        uploadAt(id),
        anna,
        { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        new ReadableStream({ start: (line) => line.enqueue(bytes) }),
      ),
    offsetOf: async ({ id }: TestFile, who = anna) => {
      const answer = await ask('HEAD', uploadAt(id), who, tus)
      return answer.ok ? Number(answer.headers.get('upload-offset')) : answer.status
    },
    giveUp: ({ id }: TestFile, who = anna) => ask('DELETE', uploadAt(id), who, tus),
    complete: ({ id, bytes }: TestFile, sha256 = hashOf(bytes), who = anna, roomId = room) =>
      ask(
        'POST',
        `/api/case-files/${id}/completion`,
        who,
        { 'content-type': 'application/json' },
        JSON.stringify({ roomId, sha256 }),
      ),
    read: ({ id }: TestFile, headers: Record<string, string> = {}, who = anna, roomId = room, method = 'GET') =>
      ask(method, `/api/case-files/${id}?roomId=${encodeURIComponent(roomId)}`, who, headers),
    delete: ({ id }: TestFile, who = anna, roomId = room) =>
      ask('DELETE', `/api/case-files/${id}?roomId=${encodeURIComponent(roomId)}`, who),
    async usedBytes() {
      const answer = await ask('GET', '/api/case-files/usage', anna)
      return ((await answer.json()) as { usedBytes: number }).usedBytes
    },
  }
}
export type TestClinic = ReturnType<typeof clinicForTests>
/** With the store that is tested. */
export type OpenClinic = (limits?: Limits) => TestClinic

export const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
export const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

export const rowOf = (clinic: TestClinic, { id }: { id: string }): FileRow => {
  const row = findFile(clinic.context.db, id)
  if (!row) throw new Error('the database does not know it')
  return row
}

export const stored = async (clinic: TestClinic, length = 1_000): Promise<TestFile> => {
  const file = newFile(length)
  await clinic.create(file)
  await clinic.send(file, 0, file.bytes)
  const answer = await clinic.complete(file)
  if (answer.status !== 201) throw new Error(`not stored: ${answer.status}`)
  return file
}
