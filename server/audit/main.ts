import { parseArgs } from 'node:util'
import type { AuditHead } from '#shared/audit/chain.ts'
import type { BreakKind } from '#shared/audit/verify.ts'
import { openReadOnly } from '../db/open-database.ts'
import { isTableSound } from './queries.ts'
import { verifyLog } from './verify-log.ts'

/**
 * `npm run audit -- verify service.db --head 812:5f0c…`: checks the log of accesses in a database, or a copy of one,
 * without changing it. Ends with 0: intact; 1: broken; 2: could not be checked.
 */
const usage = 'npm run audit -- verify DATABASE [--head NUMBER:HASH]…'

const meanings: Record<BreakKind, string> = {
  malformed: 'cannot be read as an entry',
  missing: 'is missing',
  changed: 'is not what was written, or not where it was written',
  'details-changed': 'has details that are not what was written',
  'details-missing': 'has lost its details before their time',
  'details-kept': 'still has details that are said to be deleted',
  'cut-off': 'and what came after it is missing: a head that was kept says that there was more',
  rewritten: 'is another one than the head that was kept says: the log was written anew',
}

const headOf = (text: string): AuditHead => {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (!seq || !hash) throw new Error(`${text} is no head. ${usage}`)
  return { seq: Number(seq), hash }
}

const verify = async (args: readonly string[]): Promise<number> => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { head: { type: 'string', multiple: true, default: [] } },
  })
  const [command, path, ...rest] = positionals
  if (command !== 'verify' || !path || rest.length > 0) throw new Error(usage)
  using db = openReadOnly(path)
  const heads = values.head.map(headOf)
  const verdict = await verifyLog(db, heads)
  if (!verdict.isIntact) {
    console.error(`Broken: entry ${verdict.seq} ${meanings[verdict.how]}.`)
    return 1
  }
  if (!isTableSound(db)) {
    console.error('Broken: the table is damaged, or an index by which entries are found.')
    return 1
  }
  const { head, deletedThrough } = verdict
  console.log(`Intact: ${head.seq} entries${deletedThrough > 0 ? `, details deleted up to ${deletedThrough}` : ''}.`)
  console.log(`Head: ${head.seq}:${head.hash}`)
  if (heads.length === 0)
    console.log('Whether the end was cut off shows only against a head that was kept elsewhere: --head.')
  return 0
}

try {
  process.exitCode = await verify(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The log cannot be checked.')
  process.exitCode = 2
}
