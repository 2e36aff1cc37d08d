import { renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { byteRangeOf } from './byte-range.ts'
import { clinicForTests, codeOf, newFile, stored } from './case-files-for-tests.ts'
import { filePlace, openFolderStore, uploadPlace } from './folder-store.ts'
import { testCaseFiles } from './store-suite-for-tests.ts'

testCaseFiles(() => undefined)

describe('case files in a folder', () => {
  it('go on from what is on the disk when the machine lost power', async () => {
    const clinic = clinicForTests()
    const file = newFile()
    await clinic.create(file)
    await clinic.send(file, 0, file.bytes)
    truncateSync(uploadPlace(clinic.config, file.id), 300)
    clinic.restart()
    expect(await codeOf(await clinic.complete(file))).toEqual([409, 'illegal-transition'])
    expect(await clinic.offsetOf(file)).toBe(300)
    await clinic.send(file, 300, file.bytes.subarray(300))
    expect((await clinic.complete(file)).status).toBe(201)
  })

  it('say when the disk is full, and the upload goes on when it is not any more', async () => {
    const clinic = clinicForTests()
    const file = newFile()
    await clinic.create(file)
    const place = uploadPlace(clinic.config, file.id)
    // Linux has a file whose disk is always full.
    renameSync(place, `${place}-kept`)
    symlinkSync('/dev/full', place)
    expect(await codeOf(await clinic.send(file, 0, file.bytes))).toEqual([507, 'storage-full'])
    rmSync(place)
    renameSync(`${place}-kept`, place)
    expect(await clinic.offsetOf(file)).toBe(0)
    await clinic.send(file, 0, file.bytes)
    expect((await clinic.complete(file)).status).toBe(201)
    expect(clinic.context.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('of 20 GiB are written and read at their very end, in the pieces that come', async () => {
    const clinic = clinicForTests()
    const store = openFolderStore(clinic.config)
    const [sizeBytes, tail] = [20 * 1024 ** 3, Buffer.from('the last bytes')]
    const file = { fileId: newFile(0).id, sizeBytes, ref: null }
    await store.begin(file)
    // A hole takes no space on the disk.
    truncateSync(uploadPlace(clinic.config, file.fileId), sizeBytes - tail.length)
    expect(await store.arrived(file)).toBe(sizeBytes - tail.length)
    expect(await store.write(file, Readable.from([tail]), sizeBytes - tail.length)).toBe(sizeBytes)
    expect(await store.keep(file)).toBe(true)
    const range = byteRangeOf(`bytes=${sizeBytes - tail.length}-`, sizeBytes)
    if (typeof range === 'string') throw new Error('the range is not understood')
    const read = await store.read(file, range)
    expect(await new Response(read).text()).toBe(String(tail))
    await store.remove(file)
  })

  it('that became shorter are a fault that the log shows, not half a file', async () => {
    const clinic = clinicForTests()
    const file = await stored(clinic)
    truncateSync(filePlace(clinic.config, file.id), 10)
    expect(await codeOf(await clinic.read(file))).toEqual([422, 'wrong-hash'])
    expect(clinic.context.log.lines).toContainEqual({ level: 'error', event: 'case-file-damaged', fileId: file.id })
  })
})
