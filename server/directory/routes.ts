import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import {
  onCallInput,
  peopleQuery,
  personInput,
  personRemoval,
  type ServicesOutput,
  searchQuery,
  serviceInput,
  serviceParam,
} from '#shared/directory/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { reply, validate } from '../routing.ts'
import { serviceView } from './directory-view.ts'
import { publishPerson, publishService, withdrawPerson } from './publish-entry.ts'
import { findServices } from './queries.ts'
import { readOnCall } from './read-on-call.ts'
import { readPeople } from './read-people.ts'
import { searchDirectory, searchOwn } from './search-directory.ts'
import { readMe, takeDuty } from './take-duty.ts'

const maxServices = 500

export const directoryRoutes = new Hono<Env>()
  .get('/me', allow.ownPerson, describeRoute({ summary: 'How the clinic shows me, and my duty' }), (c) =>
    reply(c, readMe(c.var.context, c.var.person.userId)),
  )
  .put(
    '/me/on-call',
    allow.ownPerson,
    describeRoute({ summary: 'Start or end a duty of my department' }),
    validate('json', onCallInput),
    (c) => reply(c, takeDuty(c.var.context, c.var.person.userId, c.req.valid('json').tier)),
  )
  .get(
    '/search',
    allow.ownPerson,
    describeRoute({ summary: 'People and departments of this clinic and its partners' }),
    validate('query', searchQuery),
    async (c) => reply(c, await searchDirectory(c.var.context, c.req.valid('query'))),
  )
  .get(
    '/local-search',
    allow.ownPersonOrPartnerService,
    describeRoute({ summary: 'People and departments of this clinic' }),
    validate('query', searchQuery),
    (c) => reply(c, searchOwn(c.var.context, c.req.valid('query'))),
  )
  .get('/services', allow.ownPersonOrPartnerService, describeRoute({ summary: 'Departments of this clinic' }), (c) => {
    const { config, db } = c.var.context
    const services = findServices(db, { words: [], limit: maxServices })
    return reply(c, ok<ServicesOutput>({ services: services.map((row) => serviceView(row, config.clinic.serverName)) }))
  })
  .put(
    '/services',
    allow.clinicAdmin,
    describeRoute({ summary: 'Publish a department' }),
    validate('json', serviceInput),
    (c) => reply(c, publishService(c.var.context, c.req.valid('json'))),
  )
  .get(
    '/on-call/:serviceId',
    allow.ownPersonOrPartnerService,
    describeRoute({ summary: 'Who is on call in a department of this clinic' }),
    validate('param', serviceParam),
    (c) => reply(c, readOnCall(c.var.context, c.req.valid('param').serviceId)),
  )
  .get(
    '/people',
    allow.person,
    describeRoute({ summary: 'Title and specialty of people, by user id' }),
    validate('query', peopleQuery),
    async (c) => reply(c, await readPeople(c.var.context, c.var.person, c.req.valid('query').userId)),
  )
  .put(
    '/people',
    allow.clinicAdmin,
    describeRoute({ summary: 'Publish a person' }),
    validate('json', personInput),
    (c) => reply(c, publishPerson(c.var.context, c.req.valid('json'))),
  )
  .delete(
    '/people',
    allow.clinicAdmin,
    describeRoute({ summary: 'Take a person out of the directory' }),
    validate('json', personRemoval),
    (c) => reply(c, withdrawPerson(c.var.context, c.req.valid('json').userId)),
  )
