import type { Context as HonoContext } from 'hono'
import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as v from 'valibot'
import { errorBody } from '#shared/errors.ts'
import { capabilityStatement, type DirectoryType, operationOutcome, type Searchset } from '#shared/fhir/directory.ts'
import type { Resource } from '#shared/fhir/people.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { opensDepartment } from '../partners/queries.ts'
import { validate } from '../routing.ts'
import { searchEverywhere } from './search-everywhere.ts'
import { readFhir, searchFhir } from './search-fhir.ts'
import { healthcareServiceQuery, organizationQuery, practitionerRoleQuery, type SearchQuery } from './search-query.ts'

const fhirJson = 'application/fhir+json; charset=utf-8'
const idParam = v.object({ id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.-]{1,64}$/)) })
/** When what the statement says last changed. */
const statedOn = '2026-11-29'

const answer = (c: HonoContext<Env>, resource: Resource | Searchset) =>
  c.body(JSON.stringify(resource), 200, { 'content-type': fhirJson, 'cache-control': 'no-store' })

const describedFhir = (summary: string) =>
  describeRoute({
    summary,
    responses: { 200: { description: 'Done', content: { 'application/fhir+json': { schema: { type: 'object' } } } } },
  })

const asked = (c: HonoContext<Env>) => {
  const { config, db } = c.var.context
  return {
    isForPartner: c.var.person.serverName !== config.clinic.serverName,
    isOpened: opensDepartment(db, c.var.person.serverName),
    self: `${config.clinic.url}${c.req.path}`,
    parameters: new URL(c.req.url).search.slice(1),
  }
}
const search = (c: HonoContext<Env>, type: DirectoryType, query: SearchQuery) =>
  answer(c, searchFhir(c.var.context, type, query, asked(c)))
const searchAll = async (c: HonoContext<Env>, type: DirectoryType, query: SearchQuery) =>
  answer(c, await searchEverywhere(c.var.context, type, query, asked(c)))
const read = (c: HonoContext<Env>, type: DirectoryType | 'Practitioner', id: string) => {
  const resource = readFhir(c.var.context, type, id, asked(c))
  return resource ? answer(c, resource) : refuse(c, { code: 'not-found' })
}

/** What hospital systems read of the directory: FHIR R4. Below `all/` every partner is asked, too. */
export const fhirRoutes = new Hono<Env>()
  .use(async (c, next) => {
    await next()
    if (c.res.status < 400 || !c.res.headers.get('content-type')?.includes('json')) return
    const refused = v.safeParse(errorBody, await c.res.clone().json())
    if (!refused.success) return
    const { code, error } = refused.output
    c.res = new Response(JSON.stringify(operationOutcome('error', code, error)), {
      status: c.res.status,
      headers: { 'content-type': fhirJson },
    })
  })
  .get('/metadata', allow.anyone, describedFhir('What the directory can be asked in FHIR R4'), (c) =>
    answer(c, capabilityStatement(c.var.context.config.clinic, statedOn)),
  )
  .get(
    '/PractitionerRole',
    allow.ownPersonOrPartnerService,
    describedFhir('People of this clinic'),
    validate('query', practitionerRoleQuery),
    (c) => search(c, 'PractitionerRole', c.req.valid('query')),
  )
  .get(
    '/HealthcareService',
    allow.ownPersonOrPartnerService,
    describedFhir('Departments of this clinic as HealthcareService'),
    validate('query', healthcareServiceQuery),
    (c) => search(c, 'HealthcareService', c.req.valid('query')),
  )
  .get(
    '/Organization',
    allow.ownPersonOrPartnerService,
    describedFhir('This clinic as Organization'),
    validate('query', organizationQuery),
    (c) => search(c, 'Organization', c.req.valid('query')),
  )
  .get(
    '/PractitionerRole/:id',
    allow.ownPersonOrPartnerService,
    describedFhir('The role of a person of this clinic'),
    validate('param', idParam),
    (c) => read(c, 'PractitionerRole', c.req.valid('param').id),
  )
  .get(
    '/Practitioner/:id',
    allow.ownPersonOrPartnerService,
    describedFhir('A person of this clinic'),
    validate('param', idParam),
    (c) => read(c, 'Practitioner', c.req.valid('param').id),
  )
  .get(
    '/HealthcareService/:id',
    allow.ownPersonOrPartnerService,
    describedFhir('A department of this clinic'),
    validate('param', idParam),
    (c) => read(c, 'HealthcareService', c.req.valid('param').id),
  )
  .get(
    '/Organization/:id',
    allow.ownPersonOrPartnerService,
    describedFhir('This clinic, by its id'),
    validate('param', idParam),
    (c) => read(c, 'Organization', c.req.valid('param').id),
  )
  .get(
    '/all/PractitionerRole',
    allow.ownPerson,
    describedFhir('People of this clinic and its partners'),
    validate('query', practitionerRoleQuery),
    (c) => searchAll(c, 'PractitionerRole', c.req.valid('query')),
  )
  .get(
    '/all/HealthcareService',
    allow.ownPerson,
    describedFhir('Departments of this clinic and its partners as HealthcareService'),
    validate('query', healthcareServiceQuery),
    (c) => searchAll(c, 'HealthcareService', c.req.valid('query')),
  )
  .get(
    '/all/Organization',
    allow.ownPerson,
    describedFhir('This clinic and its partners as Organization'),
    validate('query', organizationQuery),
    (c) => searchAll(c, 'Organization', c.req.valid('query')),
  )
