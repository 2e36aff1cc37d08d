import type { FiguresOutput } from '#shared/consults/api.ts'
import { figuresOf } from '#shared/consults/figures.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { findServices } from '../directory/queries.ts'
import { listAskedSince } from './queries.ts'

const dayMs = 24 * 60 * 60_000
const maxServices = 500

/** How soon the departments of this clinic accepted and answered, over the last days. */
export const readFigures = (
  { config, db, now }: Pick<Context, 'config' | 'db' | 'now'>,
  days: number,
): Result<FiguresOutput, never> => {
  const rows = listAskedSince(db, config.clinic.serverName, now() - days * dayMs)
  const byService = Map.groupBy(rows, ({ serviceId }) => serviceId)
  const services = findServices(db, { words: [], limit: maxServices }).map(({ id, name }) => ({
    id,
    name,
    figures: figuresOf(byService.get(id) ?? []),
  }))
  return ok({ services })
}
