import { join } from 'node:path'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { recordAccess } from '../../server/audit/record-access.ts'
import { verifyLog } from '../../server/audit/verify-log.ts'
import { type Database, openDatabase, transaction } from '../../server/db/open-database.ts'
import { type Figure, figure } from './figures.ts'

/** An entry of the log of accesses, each in a transaction of its own and so on the disk, after so many others. */
export const measureAppend = async (folder: string, before: number, samples: number): Promise<Figure[]> => {
  using db = openDatabase(join(folder, 'log.db'))
  const append = (tx: Database, at: number) =>
    recordAccess(tx, at, {
      action: 'consult-read',
      details: { who: '@ida:nord.localhost' as UserId, role: 'requester', room: `!room${at}` as RoomId },
    })
  transaction(db, (tx) => {
    for (let at = 0; at < before; at += 1) append(tx, at)
  })
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const begun = performance.now()
    append(db, before + sample)
    times.push(performance.now() - begun)
  }
  const begun = performance.now()
  const verdict = await verifyLog(db)
  if (!verdict.isIntact) throw new Error('the log is broken')
  return [
    figure('audit.append', 'ms', times),
    figure('audit.verify', 'µs/entry', [((performance.now() - begun) * 1000) / verdict.head.seq]),
  ]
}
