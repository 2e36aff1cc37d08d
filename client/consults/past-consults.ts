import { type Accessor, createMemo } from 'solid-js'
import type { ConsultOutput } from '#shared/consults/api.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'

/** Consults that are over, as the own clinic's service knows them: page by page, whether or not their rooms are here. */
export const createPastConsults = (typed: Accessor<string>) => {
  const api = useClinicApi()
  return createPagedList<ConsultOutput>(
    createMemo(() => typed().trim()),
    async (q, after) => {
      const query = { is: 'over' as const, q, ...(after === null ? {} : { after }) }
      const { consults, total, next } = await unwrap(api.own.api.consults.$get({ query }))
      return { items: consults, total, next }
    },
  )
}
