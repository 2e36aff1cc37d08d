import type { VerificationOutput } from '#shared/audit/api.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { keptHeads } from './audit-room.ts'
import { verifyLog } from './verify-log.ts'

type Parts = Pick<Context, 'db' | 'homeserver' | 'now'>

const check = async (context: Parts): Promise<VerificationOutput> => {
  const heads = await keptHeads(context).catch(() => [])
  const verdict = await verifyLog(context.db, heads)
  const [newest] = heads
  return {
    checkedAt: context.now(),
    verdict,
    anchor: newest ? { seq: newest.seq, at: newest.at } : null,
  }
}

const underWay = new WeakMap<Context['db'], Promise<VerificationOutput>>()

/**
 * Reads the whole log, and compares it with the heads that are kept in the room; without Synapse, by itself alone.
 * Whoever asks while it is being read gets the same answer: a long log is read once, also for one who asked too early.
 */
export const checkLog = async (context: Parts): Promise<Result<VerificationOutput, never>> => {
  const running = underWay.get(context.db)
  if (running) return ok(await running)
  const checking = check(context).finally(() => underWay.delete(context.db))
  underWay.set(context.db, checking)
  return ok(await checking)
}
