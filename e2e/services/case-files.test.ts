import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { filePath, type UsageOutput } from '#shared/case-files/api.ts'
import { sealedLimit } from '#shared/case-files/records.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { recheckMs } from '../../server/case-files/while-allowed.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import {
  arrivedBytes,
  complete,
  createUpload,
  giveUp,
  newCiphertext,
  readBytes,
  sendBytes,
  store,
} from './case-file-api.ts'
import { leave, roomOf } from './matrix-api.ts'
import { type Somebody, sessionAt, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

const mebiByte = 1024 * 1024

let clinics: TestClinics
let anna: Somebody
let bert: Somebody
let room: RoomId
let bertAtNord: string

beforeAll(async () => {
  clinics = await findClinics()
  ;[anna, bert] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
  room = await roomOf(anna, bert)
  bertAtNord = await sessionAt(clinics.nord, bert)
})

const notAMember = { status: 403, body: { code: 'not-a-member' } }
const notFound = { status: 404, body: { code: 'not-found' } }

const usage = () => askService<UsageOutput>(clinics.nord, anna, 'GET', '/api/case-files/usage')
const placesOf = (fileId: string) =>
  [joinPath('uploads', fileId), joinPath('files', fileId.slice(0, 2), fileId)].map((place) =>
    joinPath(clinics.nord.folder, 'service/case-files', place),
  )

const sizeOnDisk = (fileId: string) => {
  const [upload] = placesOf(fileId)
  return upload && existsSync(upload) ? statSync(upload).size : 0
}

describe('an encrypted case file at Nord', () => {
  it('comes back to a colleague at Süd byte for byte, whole and in parts', async () => {
    const file = newCiphertext(3 * mebiByte + 17)
    await store(anna, room, file)
    const whole = await readBytes(clinics.nord, bertAtNord, room, file.fileId)
    expect([whole.status, whole.bytes.equals(file.bytes)]).toEqual([200, true])
    const range = { start: mebiByte - 5, end: 2 * mebiByte + 5 }
    const part = await readBytes(clinics.nord, bertAtNord, room, file.fileId, range)
    expect([part.status, part.contentRange]).toEqual([
      206,
      `bytes ${range.start}-${range.end - 1}/${file.bytes.length}`,
    ])
    expect(part.bytes.equals(file.bytes.subarray(range.start, range.end))).toBe(true)
  })

  it('goes on where it was cut, although the service was killed at half of it', async () => {
    const file = newCiphertext(8 * mebiByte)
    const half = file.bytes.length / 2
    await createUpload(anna, room, file.fileId, file.bytes.length)
    let cut: Promise<unknown>
    try {
      // The other half never comes: the line is open when the service dies.
      const hanging = new ReadableStream({
        start(line) {
          line.enqueue(file.bytes.subarray(0, half))
        },
      })
      cut = sendBytes(anna, file.fileId, 0, hanging).catch((error) => error)
      await until('half of the bytes at the service', async () => sizeOnDisk(file.fileId) >= half)
      await clinics.nord.part('service', 'kill')
    } finally {
      await clinics.nord.part('service', 'start')
    }
    expect(await cut).toBeInstanceOf(Error)
    const arrived = await arrivedBytes(anna, file.fileId)
    expect(arrived).toBe(half)
    await sendBytes(anna, file.fileId, arrived, file.bytes.subarray(arrived) as Buffer<ArrayBuffer>)
    await complete(anna, room, file.fileId, file.sha256)
    const { bytes } = await readBytes(clinics.nord, bertAtNord, room, file.fileId)
    expect(bytes.equals(file.bytes)).toBe(true)
  })

  it('is cut at half of it when the clinic switches case files off, and goes on from there afterwards', async () => {
    const admin = await somebodyAt(clinics.nord, { role: 'admin' })
    const switchTo = (isOn: boolean) =>
      askService(clinics.nord, admin, 'PUT', '/api/features/settings/case-files', { isOn, exceptIn: [] })
    const off = { status: 403, body: { code: 'feature-off' } }
    const file = newCiphertext(2 * mebiByte)
    const [half, rest] = [file.bytes.subarray(0, mebiByte), file.bytes.subarray(mebiByte)] as Buffer<ArrayBuffer>[]
    await createUpload(anna, room, file.fileId, file.bytes.length)
    const hanging = new ReadableStream({ start: (line) => line.enqueue(half) })
    const cut = sendBytes(anna, file.fileId, 0, hanging).catch((error: unknown) => error)
    await until('half of the bytes at the service', async () => sizeOnDisk(file.fileId) >= mebiByte)
    await switchTo(false)
    try {
      expect(await cut).toMatchObject(off)
      await expect(sendBytes(anna, file.fileId, mebiByte, rest as Buffer<ArrayBuffer>)).rejects.toMatchObject(off)
      await expect(complete(anna, room, file.fileId, file.sha256)).rejects.toMatchObject(off)
      await expect(createUpload(anna, room, newCiphertext(1).fileId, 1)).rejects.toMatchObject(off)
    } finally {
      await switchTo(true)
    }
    expect(await arrivedBytes(anna, file.fileId)).toBe(mebiByte)
    await sendBytes(anna, file.fileId, mebiByte, rest as Buffer<ArrayBuffer>)
    await complete(anna, room, file.fileId, file.sha256)
    const { bytes } = await readBytes(clinics.nord, bertAtNord, room, file.fileId)
    expect(bytes.equals(file.bytes)).toBe(true)
  })

  it.each(['nord', 'sued'] as const)(
    'at %s arrives whole and once, though the service is killed at every step',
    async (key) => {
      const clinic = clinics[key]
      const by = await somebodyAt(clinic)
      const roomId = await roomOf(by)
      const file = newCiphertext(12 * mebiByte)
      const half = file.bytes.subarray(0, 6 * mebiByte) as Buffer<ArrayBuffer>
      const kill = async () => {
        await clinic.part('service', 'kill')
        await clinic.part('service', 'start')
      }
      const usedBytes = async () =>
        (await askService<UsageOutput>(clinic, by, 'GET', '/api/case-files/usage')).usedBytes
      const before = await usedBytes()
      await createUpload(by, roomId, file.fileId, file.bytes.length)
      await kill()
      await sendBytes(by, file.fileId, 0, half)
      await kill()
      expect(await arrivedBytes(by, file.fileId)).toBe(half.length)
      await sendBytes(by, file.fileId, half.length, file.bytes.subarray(half.length) as Buffer<ArrayBuffer>)
      await kill()
      // Killed while it checks: whatever the answer was, asking again ends it.
      const cut = complete(by, roomId, file.fileId, file.sha256).catch((error) => error)
      await kill()
      await cut
      const done = await complete(by, roomId, file.fileId, file.sha256)
      expect(done).toEqual({ fileId: file.fileId, sizeBytes: file.bytes.length, sha256: file.sha256 })
      expect((await readBytes(clinic, by.serviceToken, roomId, file.fileId)).bytes.equals(file.bytes)).toBe(true)
      expect((await usedBytes()) - before).toBe(file.bytes.length)
    },
  )

  it('is kept through a restart of the service', async () => {
    const file = newCiphertext(mebiByte)
    await store(anna, room, file)
    try {
      await clinics.nord.part('service', 'kill')
    } finally {
      await clinics.nord.part('service', 'start')
    }
    expect((await readBytes(clinics.nord, bertAtNord, room, file.fileId)).bytes.equals(file.bytes)).toBe(true)
  })

  it('whose hash is another one is refused, and nothing of it stays', async () => {
    const file = newCiphertext(mebiByte)
    const before = await usage()
    await createUpload(anna, room, file.fileId, file.bytes.length)
    await sendBytes(anna, file.fileId, 0, file.bytes as Buffer<ArrayBuffer>)
    await expect(complete(anna, room, file.fileId, newCiphertext(1).sha256)).rejects.toMatchObject({
      status: 422,
      body: { code: 'wrong-hash' },
    })
    expect(placesOf(file.fileId).filter(existsSync)).toEqual([])
    expect(await usage()).toEqual(before)
    await expect(readBytes(clinics.nord, bertAtNord, room, file.fileId)).rejects.toMatchObject(notFound)
  })

  it('is not there before it is complete', async () => {
    const file = newCiphertext(mebiByte)
    await createUpload(anna, room, file.fileId, file.bytes.length)
    await sendBytes(anna, file.fileId, 0, file.bytes.subarray(0, 1_000) as Buffer<ArrayBuffer>)
    await expect(readBytes(clinics.nord, bertAtNord, room, file.fileId)).rejects.toMatchObject(notFound)
    await expect(complete(anna, room, file.fileId, file.sha256)).rejects.toMatchObject({
      status: 409,
      body: { code: 'illegal-transition' },
    })
  })

  it('is uploaded by its owner alone', async () => {
    const file = newCiphertext(mebiByte)
    const colleague = await somebodyAt(clinics.nord)
    await expect(createUpload(colleague, room, file.fileId, file.bytes.length)).rejects.toMatchObject(notAMember)
    await createUpload(anna, room, file.fileId, file.bytes.length)
    await expect(arrivedBytes(colleague, file.fileId)).rejects.toMatchObject({ status: 404 })
    await expect(sendBytes(colleague, file.fileId, 0, file.bytes as Buffer<ArrayBuffer>)).rejects.toMatchObject(
      notFound,
    )
  })

  it('is not given to one who is not in its room, not even by way of another room', async () => {
    const file = newCiphertext(mebiByte)
    await store(anna, room, file)
    const stranger = await somebodyAt(clinics.nord)
    const theirs = await roomOf(stranger)
    const read = (roomId: RoomId) => readBytes(clinics.nord, stranger.serviceToken, roomId, file.fileId)
    await expect(read(room)).rejects.toMatchObject(notAMember)
    await expect(read(theirs)).rejects.toMatchObject(notFound)
    await expect(readBytes(clinics.nord, 'nonsense', room, file.fileId)).rejects.toMatchObject({ status: 401 })
  })

  it('is closed to one who leaves the room, with the same session and at once', async () => {
    const ben = await somebodyAt(clinics.nord)
    const roomId = await roomOf(anna, ben)
    const file = newCiphertext(mebiByte)
    await store(anna, roomId, file)
    const read = () => readBytes(clinics.nord, ben.serviceToken, roomId, file.fileId)
    expect((await read()).status).toBe(200)
    await leave(ben, roomId)
    await expect(read()).rejects.toMatchObject(notAMember)
  })

  it('is cut where it is to one who is being sent it when they leave', async () => {
    const ben = await somebodyAt(clinics.nord)
    const roomId = await roomOf(anna, ben)
    const file = newCiphertext(64 * mebiByte)
    await store(anna, roomId, file)
    const answer = await fetch(clinics.nord.reachableUrl + filePath(file.fileId, roomId), {
      headers: { authorization: `Bearer ${ben.serviceToken}` },
    })
    const body = answer.body?.getReader()
    if (!body) throw new Error('nothing is sent')
    let arrived = (await body.read()).value?.length ?? 0
    await leave(ben, roomId)
    // What is between both waits for the reader, and what they may not have waits at the service.
    await sleep(recheckMs)
    const readOn = async () => {
      for (;;) {
        const { value, done } = await body.read()
        if (done) return
        arrived += value.length
      }
    }
    await expect(readOn()).rejects.toThrow()
    expect(arrived).toBeLessThan(file.bytes.length)
  })
})

describe('the space for case files', () => {
  it('is limited for one file and for the clinic, and what is given up is free again', async () => {
    const { usedBytes } = await usage()
    const settings = joinPath(clinics.nord.folder, 'service.json')
    const usual = readFileSync(settings, 'utf8')
    const limits = { maxFileBytes: 2 * mebiByte, quotaBytes: usedBytes + 3 * mebiByte }
    try {
      await clinics.nord.part('service', 'stop')
      writeFileSync(settings, JSON.stringify({ ...JSON.parse(usual), caseFiles: limits }))
      await clinics.nord.part('service', 'start')

      const reserve = async (bytes: number) => {
        const { fileId } = newCiphertext(0)
        await createUpload(anna, room, fileId, bytes)
        return fileId
      }
      await expect(reserve(sealedLimit(2 * mebiByte) + 1)).rejects.toMatchObject({
        status: 413,
        body: { code: 'too-large', details: { maxBytes: limits.maxFileBytes } },
      })
      const first = await reserve(sealedLimit(2 * mebiByte))
      const overQuota = { status: 413, body: { code: 'quota-exceeded', details: { quotaBytes: limits.quotaBytes } } }
      await expect(reserve(2 * mebiByte)).rejects.toMatchObject(overQuota)
      const file = newCiphertext(mebiByte)
      await expect(createUpload(anna, room, file.fileId, file.bytes.length)).rejects.toMatchObject(overQuota)
      await giveUp(anna, first)
      await expect(store(anna, room, file)).resolves.toBeUndefined()
    } finally {
      writeFileSync(settings, usual)
      await clinics.nord.part('service', 'stop')
      await clinics.nord.part('service', 'start')
    }
  })
})
