import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../db/open-database.ts'
import { mayMount, putOnSmallDisk } from '../db/small-disk-for-tests.ts'
import { refusalOf } from '../errors.ts'
import { folderForTests } from '../folder-for-tests.ts'
import { ask, asked, clinicInMemory, first, move, requestId, taskIn } from './consults-for-tests.ts'
import { findByRequest, findConsult } from './queries.ts'

const refusedBy = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) => refusalOf(error)?.code,
  )

it.skipIf(!mayMount)(
  'with a full disk nothing is done that cannot be recorded, and all goes on once there is space',
  async () => {
    const folder = join(folderForTests(), 'service')
    mkdirSync(folder)
    using disk = putOnSmallDisk(folder, 16 * 1024 * 1024)
    using db = openDatabase(join(folder, 'service.db'))
    const clinic = clinicInMemory()
    clinic.context.db = db
    disk.fill()
    expect(await refusedBy(ask(clinic))).toBe('storage-full')
    expect(clinic.rooms.size).toBe(0)
    disk.empty()
    const { roomId } = await asked(clinic)
    expect(findByRequest(db, taskIn(clinic, roomId)?.requester as never, requestId)?.roomId).toBe(roomId)

    disk.fill()
    const accept = { to: 'accepted', expectedVersion: 1 } as const
    expect(await refusedBy(move(clinic, first, roomId, accept))).toBe('storage-full')
    // Nobody sees as accepted what one is told has failed.
    expect(taskIn(clinic, roomId)).toMatchObject({ status: 'requested', version: 1 })
    expect(findConsult(db, roomId)?.status).toBe('requested')
    disk.empty()
    expect(await move(clinic, first, roomId, accept)).toMatchObject({ ok: true })
    expect(findConsult(db, roomId)?.task).toEqual(taskIn(clinic, roomId))
  },
)
