import { toJsonSchema } from '@valibot/to-json-schema'
import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { dropFile, keepFile, keptFile, keptIds } from './kept-files.ts'
import { isCalledThat, mayBeSame, newPlan, uploadPlan } from './upload-plan.ts'
import { forgetUpload, readPlans, readTags, savePlan, saveTags } from './upload-records.ts'

const file = { name: 'Meier, Hans CT.zip', size: 3_000_000, lastModified: 1_700_000_000_000 }
const planOf = () =>
  newPlan({ roomId: '!case' as RoomId, server: 'nord.example' as ServerName }, file, 'application/zip')

const everythingStored = async () => {
  const { promise, resolve } = Promise.withResolvers<unknown[]>()
  indexedDB.open('consilium-uploads').onsuccess = (event) => {
    const database = (event.target as IDBOpenDBRequest).result
    const request = database.transaction('plans').objectStore('plans').getAll()
    request.onsuccess = () => {
      database.close()
      resolve(request.result)
    }
  }
  return promise
}

describe('an upload that is not finished', () => {
  it('is there after a reload, with what proves that the file is the same', async () => {
    const plan = planOf()
    await savePlan(plan)
    await saveTags(plan.fileId, 8, new Uint8Array(16).fill(2))
    await saveTags(plan.fileId, 0, new Uint8Array(128).fill(1))
    expect(await readPlans()).toContainEqual(plan)
    expect(await readTags(plan.fileId)).toEqual(
      new Uint8Array([...new Uint8Array(128).fill(1), ...new Uint8Array(16).fill(2)]),
    )
    await forgetUpload(plan.fileId)
    expect(await readPlans()).not.toContainEqual(plan)
    expect((await readTags(plan.fileId)).length).toBe(0)
  })

  it('leaves neither the name of a patient nor a key readable on the disk', async () => {
    const plan = planOf()
    await savePlan(plan)
    const stored = (await everythingStored()).filter((value) => !(value instanceof CryptoKey))
    const text = JSON.stringify(stored, (_, value) =>
      value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : value,
    )
    expect(stored.length).toBeGreaterThan(0)
    expect(text).not.toMatch(/Meier|zip/)
    expect(text).not.toContain(plan.secret)
  })

  it('has a small file at hand, sealed, that is nowhere else on the disk; a large one is chosen again', async () => {
    const photo = new File(['Foto von Hans Meier'], 'foto.jpg', { lastModified: 1_700_000_000_000 })
    const plan = newPlan({ roomId: '!case' as RoomId, server: 'nord.example' as ServerName }, photo, 'image/jpeg')
    await savePlan(plan)
    await keepFile(plan, photo)
    const found = await keptFile(plan)
    expect(await found?.text()).toBe('Foto von Hans Meier')
    expect(found).toMatchObject({ name: 'foto.jpg', type: 'image/jpeg', lastModified: 1_700_000_000_000 })
    expect(await keptFile({ ...plan, fileId: 'another' })).toBe(null)
    expect(await keptIds()).toEqual([plan.fileId])
    await dropFile(plan.fileId)
    expect(await keptFile(plan)).toBe(null)

    const large = { ...plan, sizeBytes: 33 * 1024 * 1024 }
    await keepFile(large, photo)
    expect(await keptFile(large)).toBe(null)
  })

  it('goes on with the same file only, whatever it is called', () => {
    const plan = planOf()
    expect(mayBeSame(plan, file)).toBe(true)
    // A film leaves under a name that says nothing.
    expect(isCalledThat(plan, file)).toBe(true)
    expect(isCalledThat(plan, { name: 'other.zip' })).toBe(false)
    for (const other of [{ size: 1 }, { lastModified: 1 }]) expect(mayBeSame(plan, { ...file, ...other })).toBe(false)
  })

  it('has a key of its own each time', () => {
    expect(planOf().secret).not.toBe(planOf().secret)
    expect(planOf().fileId).not.toBe(planOf().fileId)
  })

  it('keeps the format in which it waits on the disk', () => {
    const { $schema: _draft, ...format } = toJsonSchema(uploadPlan, { typeMode: 'input', errorMode: 'ignore' })
    expect(format).toMatchSnapshot()
  })
})
