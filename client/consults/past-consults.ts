import { type Accessor, createMemo } from 'solid-js'
import * as v from 'valibot'
import type { ConsultOutput } from '#shared/consults/api.ts'
import { priorities } from '#shared/consults/priority.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'

const filterKept = v.object({ q: v.string(), priority: v.optional(v.picklist(priorities)) })
export type PastFilter = v.InferOutput<typeof filterKept>

/** Consults that are over, as the own clinic's service knows them: page by page, whether or not their rooms are here. */
export const createPastConsults = (filter: Accessor<PastFilter>) => {
  const api = useClinicApi()
  return createPagedList<ConsultOutput>(
    createMemo(() => JSON.stringify(filter())),
    async (search, after) => {
      const wanted = v.parse(filterKept, JSON.parse(search))
      const query = { is: 'over' as const, ...wanted, ...(after === null ? {} : { after }) }
      const { consults, total, next } = await unwrap(api.own.api.consults.$get({ query }))
      return { items: consults, total, next }
    },
  )
}
