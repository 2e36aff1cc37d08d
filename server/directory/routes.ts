import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import { describeRoute } from 'hono-openapi'
import {
  availabilityInput,
  dutyPhoneInput,
  healthcareService,
  memberInput,
  meOutput,
  onCallInput,
  onCallOutput,
  onCallQuery,
  peopleOutput,
  peopleQuery,
  personInput,
  personRemoval,
  practitionerRole,
  type ServicesOutput,
  searchOutput,
  searchQuery,
  serviceInput,
  serviceParam,
  servicesOutput,
  visibilityInput,
} from '#shared/directory/api.ts'
import { ok, refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { dutyLock } from '../duty/settle-conversation.ts'
import { opensDepartment } from '../partners/queries.ts'
import { described, reply, validate } from '../routing.ts'
import { changeAsAdmin } from './change-as-admin.ts'
import { changeMember } from './change-member.ts'
import { serviceView } from './directory-view.ts'
import { publishPerson, publishService, withdrawPerson } from './publish-entry.ts'
import { findServices, saveFoundByPartners } from './queries.ts'
import { readOnCall } from './read-on-call.ts'
import { readPeople } from './read-people.ts'
import { searchArriving, searchDirectory, searchOwn } from './search-directory.ts'
import { setAvailability } from './set-availability.ts'
import { setDutyPhone } from './set-duty-phone.ts'
import { readMe, takeDutyAndSettle } from './take-duty.ts'

const maxServices = 500

/** Which departments whoever asks may see: a partner those that are open to it. */
const opened = ({ context, person }: Pick<Env['Variables'], 'context' | 'person'>) =>
  opensDepartment(context.db, person.serverName)

export const directoryRoutes = new Hono<Env>()
  .get('/me', allow.ownPerson, described('How the clinic shows me, and my duty', meOutput), (c) =>
    reply(c, readMe(c.var.context, c.var.person.userId)),
  )
  .put(
    '/me/on-call',
    allow.ownPerson,
    described('Start or end a duty of my department', meOutput),
    validate('json', onCallInput),
    async (c) => reply(c, await takeDutyAndSettle(c.var.context, dutyLock, c.var.person.userId, c.req.valid('json'))),
  )
  .put(
    '/me/duty-phone',
    allow.ownPerson,
    described('Say by which number the duty that I have is reached', healthcareService),
    validate('json', dutyPhoneInput),
    (c) => reply(c, setDutyPhone(c.var.context, c.var.person.userId, c.req.valid('json'))),
  )
  .put(
    '/me/visibility',
    allow.ownPerson,
    described('Say whether people of partner clinics find me', meOutput),
    validate('json', visibilityInput),
    (c) => {
      const { context, person } = c.var
      saveFoundByPartners(context.db, person.userId, c.req.valid('json').isFoundByPartners)
      return reply(c, readMe(context, person.userId))
    },
  )
  .put(
    '/me/availability',
    allow.ownPerson,
    described('Say when I can be reached, and who is there instead', meOutput),
    validate('json', availabilityInput),
    (c) => reply(c, setAvailability(c.var.context, c.var.person.userId, c.req.valid('json'))),
  )
  .get(
    '/search',
    allow.ownPerson,
    described('People and departments of this clinic and its partners', searchOutput),
    validate('query', searchQuery),
    async (c) => reply(c, await searchDirectory(c.var.context, c.req.valid('query'))),
  )
  .get(
    '/search/arriving',
    allow.ownPerson,
    describeRoute({
      summary: 'The same, a line for each clinic as soon as it answers',
      responses: { 200: { description: 'Done', content: { 'application/x-ndjson': { schema: { type: 'string' } } } } },
    }),
    validate('query', searchQuery),
    (c) => {
      const [context, search] = [c.var.context, c.req.valid('query')]
      c.header('content-type', 'application/x-ndjson')
      c.header('cache-control', 'no-store')
      return stream(c, (answer) => searchArriving(context, search, (part) => answer.write(`${JSON.stringify(part)}\n`)))
    },
  )
  .get(
    '/local-search',
    allow.ownPersonOrPartnerService,
    described('People and departments of this clinic', searchOutput),
    validate('query', searchQuery),
    (c) => {
      const { context, person } = c.var
      const isForPartner = person.serverName !== context.config.clinic.serverName
      return reply(c, searchOwn(context, c.req.valid('query'), { isForPartner, isOpened: opened(c.var) }))
    },
  )
  .get('/services', allow.ownPersonOrPartnerService, described('Departments of this clinic', servicesOutput), (c) => {
    const { config, db } = c.var.context
    const services = findServices(db, { words: [], limit: maxServices }).filter(({ id }) => opened(c.var)(id))
    return reply(
      c,
      ok<ServicesOutput>({ services: services.map((row) => serviceView(db, row, config.clinic.serverName)) }),
    )
  })
  .put(
    '/services',
    allow.leadOf('id'),
    described('Publish a department', healthcareService),
    validate('json', serviceInput),
    (c) => {
      const input = c.req.valid('json')
      const about = { code: 'department-published' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) => publishService(context, input)),
      )
    },
  )
  .put(
    '/services/:serviceId/members',
    allow.leadOf('serviceId'),
    described('Who belongs to a department', practitionerRole),
    validate('param', serviceParam),
    validate('json', memberInput),
    (c) => {
      const input = c.req.valid('json')
      const about = { whom: input.userId, code: input.isMember ? 'member-taken-in' : 'member-let-go' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) =>
          changeMember(context, c.req.valid('param').serviceId, input),
        ),
      )
    },
  )
  .get(
    '/on-call/:serviceId',
    allow.ownPersonOrPartnerService,
    described('Who is on call in a department of this clinic', onCallOutput),
    validate('param', serviceParam),
    validate('query', onCallQuery),
    (c) => {
      const { serviceId } = c.req.valid('param')
      if (!opened(c.var)(serviceId)) return reply(c, refused({ code: 'partner-limited' }))
      return reply(c, readOnCall(c.var.context, serviceId, c.req.valid('query').practitioner))
    },
  )
  .get(
    '/people',
    allow.person,
    described('Title and specialty of people, by user id', peopleOutput),
    validate('query', peopleQuery),
    async (c) => reply(c, await readPeople(c.var.context, c.var.person, c.req.valid('query').userId)),
  )
  .put(
    '/people',
    allow.clinicAdmin,
    described('Publish a person', practitionerRole),
    validate('json', personInput),
    (c) => {
      const input = c.req.valid('json')
      const about = { whom: input.userId, code: 'person-published' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) => publishPerson(context, input)),
      )
    },
  )
  .delete(
    '/people',
    allow.clinicAdmin,
    described('Take a person out of the directory', personRemoval),
    validate('json', personRemoval),
    (c) => {
      const { userId } = c.req.valid('json')
      const about = { whom: userId, code: 'person-withdrawn' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) => withdrawPerson(context, userId)),
      )
    },
  )
