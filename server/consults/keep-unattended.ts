import type * as v from 'valibot'
import type { UnattendedInput, unattendedOutput } from '#shared/consults/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { findService } from '../directory/queries.ts'
import { recordUnattended } from './queries.ts'

/** Counts what a partner has asked of a department of this clinic, and nobody here has seen. Counted once. */
export const keepUnattended = (
  { config, db }: Pick<Context, 'config' | 'db'>,
  asking: UnattendedInput,
): Result<v.InferOutput<typeof unattendedOutput>, Refusal> => {
  if (!findService(db, asking.serviceId)) return refused({ code: 'not-found' })
  return ok({ isKept: recordUnattended(db, { ...asking, serviceServer: config.clinic.serverName }) })
}
