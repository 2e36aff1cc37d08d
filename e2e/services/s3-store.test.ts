import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { S3 } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { S3Settings } from '#shared/case-files/store-settings.ts'
import { clinicForTests, hashOf, newFile, stored } from '../../server/case-files/case-files-for-tests.ts'
import { openS3Store } from '../../server/case-files/s3-store.ts'
import { testCaseFiles } from '../../server/case-files/store-suite-for-tests.ts'
import { configForTests } from '../../server/context-for-tests.ts'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import type { Part } from '../../synapse-config/node/part.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { objectStorePart, s3SettingsOf } from '../clinics/object-store.ts'
import { ensureVersitygw } from '../clinics/tools/versitygw.ts'

const mebiByte = 1024 * 1024

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

let folder: string
let part: Part
let settings: S3Settings

beforeAll(async () => {
  const program = await ensureVersitygw(() => {})
  const [ports] = await freePorts(1)
  if (!ports) throw new Error('a port is needed')
  folder = mkdtempSync(join(tmpdir(), 'consilium-s3-'))
  const store = {
    program,
    folder,
    port: ports.fileStore,
    accessKeyId: 'consilium',
    secretAccessKey: randomBytes(24).toString('base64url'),
  }
  part = objectStorePart('the store', store)
  await part.start()
  settings = s3SettingsOf(store)
})
afterAll(async () => {
  await part?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const ownPlace = () => ({ ...settings, prefix: `${randomUUID()}/` })
const opened = (changes: Partial<S3Settings> = {}) => openS3Store({ ...settings, ...changes }, null)
const clinicAt = (place: S3Settings) =>
  clinicForTests({
    maxFileBytes: 100 * mebiByte,
    quotaBytes: 200 * mebiByte,
    openStore: () => openS3Store(place, null),
  })

const client = () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = settings
  return new S3({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } })
}
const objectsAt = async ({ bucket, prefix }: S3Settings) =>
  ((await client().listObjectsV2({ Bucket: bucket, Prefix: prefix })).Contents ?? []).map(({ Key = '' }) =>
    Key.slice(prefix.length),
  )
const uploadsAt = async ({ bucket, prefix }: S3Settings) =>
  ((await client().listMultipartUploads({ Bucket: bucket, Prefix: prefix })).Uploads ?? []).length

testCaseFiles(() => {
  const place = ownPlace()
  return () => openS3Store(place, null)
})

describe('case files in a bucket', () => {
  it('come in pieces of any size, over restarts, and leave one object each', async () => {
    const place = ownPlace()
    const clinic = clinicAt(place)
    const file = newFile(23 * mebiByte + 5)
    await clinic.create(file)
    let at = 0
    for (const length of [7, 3 * mebiByte, 3 * mebiByte, 12 * mebiByte, 100, 2 * mebiByte, 3 * mebiByte]) {
      const end = Math.min(at + length, file.bytes.length)
      expect((await clinic.send(file, at, file.bytes.subarray(at, end))).status).toBe(204)
      at = end
      clinic.restart()
      expect(await clinic.offsetOf(file)).toBe(at)
    }
    await clinic.send(file, at, file.bytes.subarray(at))
    expect((await clinic.complete(file)).status).toBe(201)
    const answer = await clinic.read(file, { range: `bytes=${5 * mebiByte - 10}-${10 * mebiByte + 9}` })
    const part = new Uint8Array(await answer.arrayBuffer())
    expect(hashOf(part)).toBe(hashOf(file.bytes.subarray(5 * mebiByte - 10, 10 * mebiByte + 10)))
    expect([await objectsAt(place), await uploadsAt(place)]).toEqual([[file.id], 0])
  })

  it('leave nothing when they are given up', async () => {
    const place = ownPlace()
    const clinic = clinicAt(place)
    const file = newFile(8 * mebiByte)
    await clinic.create(file)
    await clinic.send(file, 0, file.bytes.subarray(0, 6 * mebiByte))
    await clinic.send(file, 6 * mebiByte, file.bytes.subarray(6 * mebiByte, 7 * mebiByte))
    expect((await objectsAt(place)).length).toBe(1)
    await clinic.giveUp(file)
    expect([await objectsAt(place), await uploadsAt(place)]).toEqual([[], 0])
  })

  it('count no bytes twice when the service dies between a part and what waited for it', async () => {
    const place = ownPlace()
    const clinic = clinicAt(place)
    const file = newFile(9 * mebiByte)
    await clinic.create(file)
    await clinic.send(file, 0, file.bytes.subarray(0, mebiByte))
    // The part that took in what waited is there; what waited is still there too.
    await clinic.send(file, mebiByte, file.bytes.subarray(mebiByte, 7 * mebiByte))
    expect(await objectsAt(place)).toEqual([`${file.id}.waits-for-1`])
    clinic.restart()
    expect(await clinic.offsetOf(file)).toBe(7 * mebiByte)
    await clinic.send(file, 7 * mebiByte, file.bytes.subarray(7 * mebiByte))
    expect((await clinic.complete(file)).status).toBe(201)
    expect(await objectsAt(place)).toEqual([file.id])
  })

  it('are not held in memory, whatever their size', async () => {
    const store = opened(ownPlace())
    const sizeBytes = 100 * mebiByte
    const file = { fileId: randomUUID(), sizeBytes, ref: null as string | null }
    file.ref = await store.begin(file)
    const piece = Buffer.alloc(64 * 1024, 7)
    let most = 0
    const bytes = function* () {
      for (let at = 0; at < sizeBytes; at += piece.length) {
        if (at % (16 * mebiByte) === 0) {
          // What is held, not what a busy machine has had no time to throw away.
          collectGarbage()
          most = Math.max(most, process.memoryUsage().arrayBuffers)
        }
        yield piece
      }
    }
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    expect(await store.write(file, Readable.from(bytes()), 0)).toBe(sizeBytes)
    expect(await store.seal(file)).toMatch(/^[0-9a-f]{64}$/)
    expect(most - before).toBeLessThan(sizeBytes / 2)
    await store.remove(file)
  })

  it('that nobody knows are ended after their time, those of others never', async () => {
    const place = ownPlace()
    const store = opened(place)
    const [known, unknown] = [randomUUID(), randomUUID()]
    for (const fileId of [known, unknown]) await store.begin({ fileId, sizeBytes: 1, ref: null })
    const isKnown = (fileId: string) => fileId === known
    await store.removeUnknown(isKnown, Date.now() - 60_000)
    expect(await uploadsAt(place)).toBe(2)
    await store.removeUnknown(isKnown, Date.now() + 60_000)
    expect(await uploadsAt(place)).toBe(1)
  })
})

describe('a store that cannot be used', () => {
  it.each([
    ['that is not there', { endpoint: 'http://127.0.0.1:1' }, 'unreachable'],
    ['that knows another secret', { secretAccessKey: 'another' }, 'refused'],
    ['that does not know us', { accessKeyId: 'nobody' }, 'refused'],
    ['without the bucket', { bucket: 'no-such-bucket' }, 'no-bucket'],
  ])('says so when it is one %s', async (_, changes, fault) => {
    expect(await opened().fault()).toBeNull()
    expect(await opened(changes).fault()).toBe(fault)
  })

  it('is named at the start of the service, which starts all the same', async () => {
    const [ports] = await freePorts(1)
    const file = join(folder, 'service.json')
    const listen = { host: '127.0.0.1', port: ports?.service }
    const fileStore = { ...settings, bucket: 'no-such-bucket' }
    await writeFile(file, JSON.stringify({ ...configForTests(), listen, fileStore }))
    const service = spawn(process.execPath, [join(projectFolder, 'server/main.ts')], {
      env: { ...process.env, CONSILIUM_CONFIG: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    try {
      const [[said], [ready]] = await Promise.all([once(service.stderr, 'data'), once(service.stdout, 'data')])
      expect(String(said)).toContain('fileStore has no such bucket: make it, or correct its name')
      expect(String(ready)).toContain('"event":"ready"')
    } finally {
      service.kill('SIGKILL')
    }
  })

  it('while it is away acknowledges nothing and loses nothing', async () => {
    const clinic = clinicAt(ownPlace())
    const [file, kept] = [newFile(9 * mebiByte), await stored(clinic)]
    await clinic.create(file)
    await clinic.send(file, 0, file.bytes.subarray(0, 6 * mebiByte))
    await part.kill()
    const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]
    try {
      const away = [503, 'store-unreachable']
      expect(await codeOf(await clinic.send(file, 6 * mebiByte, file.bytes.subarray(6 * mebiByte)))).toEqual(away)
      expect(await clinic.offsetOf(file)).toBe(503)
      expect(await codeOf(await clinic.complete(file))).toEqual(away)
      expect(await codeOf(await clinic.read(kept))).toEqual(away)
      expect(await codeOf(await clinic.giveUp(file))).toEqual(away)
      expect(await codeOf(await clinic.create(newFile()))).toEqual(away)
    } finally {
      await part.start()
    }
    expect(await clinic.offsetOf(file)).toBe(6 * mebiByte)
    await clinic.send(file, 6 * mebiByte, file.bytes.subarray(6 * mebiByte))
    expect((await clinic.complete(file)).status).toBe(201)
    expect((await clinic.read(kept)).status).toBe(200)
    expect(clinic.context.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
