import type { VerificationOutput } from '#shared/audit/api.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { keptHeads } from './audit-room.ts'
import { verifyLog } from './verify-log.ts'

/** Reads the whole log, and compares it with the heads that are kept in the room; without Synapse, by itself alone. */
export const checkLog = async (
  context: Pick<Context, 'db' | 'homeserver' | 'now'>,
): Promise<Result<VerificationOutput, never>> => {
  const heads = await keptHeads(context).catch(() => [])
  const verdict = await verifyLog(context.db, heads)
  const [newest] = heads
  return ok({
    checkedAt: context.now(),
    verdict,
    anchor: newest ? { seq: newest.seq, at: newest.at } : null,
  })
}
