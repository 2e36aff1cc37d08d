import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  type DirectoryType,
  operationOutcome,
  type SearchEntry,
  type Searchset,
  searchset,
} from '#shared/fhir/directory.ts'
import type { Context } from '../context.ts'
import { orLate } from '../directory/search-directory.ts'
import { activePartners, isIncluded } from '../partners/queries.ts'
import { searchFhir } from './search-fhir.ts'
import type { SearchQuery } from './search-query.ts'

const partnerTimeoutMs = 2_000
const mostPerClinic = 400

const partnerEntry = v.object({
  fullUrl: v.string(),
  resource: v.looseObject({ resourceType: v.string() }),
  search: v.object({ mode: v.picklist(['match', 'include']) }),
})
const partnerAnswer = v.object({
  resourceType: v.literal('Bundle'),
  type: v.literal('searchset'),
  entry: v.optional(v.pipe(v.array(partnerEntry), v.maxLength(mostPerClinic)), []),
})

type Parts = Pick<Context, 'config' | 'db' | 'federation' | 'now'>

/**
 * The same search at this clinic and every active partner, all at once. A partner that does not answer in time is named
 * by an OperationOutcome among the entries, as FHIR has it for results that are not whole.
 */
export const searchEverywhere = async (
  context: Parts,
  type: DirectoryType,
  query: SearchQuery,
  { self, parameters }: { self: string; parameters: string },
): Promise<Searchset> => {
  const ask = async (server: Parameters<typeof context.federation.callPartner>[0], url: string) => {
    try {
      const path = `/api/fhir/${type}${parameters ? `?${parameters}` : ''}`
      const answer = await context.federation.callPartner<unknown>(server, 'GET', path, undefined, partnerTimeoutMs)
      const { entry } = v.parse(partnerAnswer, answer)
      // A clinic speaks for its own only.
      return entry.filter(({ fullUrl }) => fullUrl.startsWith(`${url}/api/fhir/`))
    } catch {
      return null
    }
  }
  const asked = { isForPartner: false, isOpened: () => true, self, parameters }
  const partners = activePartners(context.db).filter((row) => isIncluded(row, 'directory'))
  const own = searchFhir(context, type, query, asked)
  const answers = await Promise.all(
    partners.map(async ({ serverName, url }): Promise<SearchEntry[]> => {
      const found = await orLate(ask(serverName, url ?? ''))
      if (found) return found
      const resource = operationOutcome('warning', 'partner-unreachable', `${serverName} has not answered in time.`)
      return [{ fullUrl: `urn:uuid:${randomUUID()}`, resource, search: { mode: 'outcome' } }]
    }),
  )
  return searchset([...(own.entry ?? []), ...answers.flat()], { self: `${self}${parameters ? `?${parameters}` : ''}` })
}
