import { Hono } from 'hono'
import {
  accessOutput,
  adminPeopleOutput,
  adminQuery,
  adminRoomsOutput,
  changedPersonInput,
  closingOutput,
  newAccessInput,
  newPersonInput,
  peopleQuery,
  personParam,
  providerSignIn,
  roleInput,
  rolesInput,
} from '#shared/admin/api.ts'
import { importInput, importOutput } from '#shared/admin/import.ts'
import { refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { addPerson } from './add-person.ts'
import { changePerson } from './change-person.ts'
import { changeRole } from './change-role.ts'
import { changeRoles } from './change-roles.ts'
import { closeAccount, readClosing } from './close-account.ts'
import { followGroups } from './follow-groups.ts'
import { importPeople } from './import-people.ts'
import { listPeople } from './list-people.ts'
import { listRooms } from './list-rooms.ts'
import { renewAccess } from './renew-access.ts'

export const adminRoutes = new Hono<Env>()
  .get(
    '/people',
    allow.clinicAdmin,
    described('The accounts of this clinic', adminPeopleOutput),
    validate('query', peopleQuery),
    async (c) => reply(c, await listPeople(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .post(
    '/people',
    allow.clinicAdmin,
    described('Add somebody to this clinic; a password is given out this once', accessOutput, 201),
    validate('json', newPersonInput),
    async (c) => {
      const input = c.req.valid('json')
      if (input.isClinicAdmin && !c.var.person.isConfirmed) return reply(c, refused({ code: 'confirmation-needed' }))
      return reply(c, await addPerson(c.var.context, c.var.person, input), 201)
    },
  )
  .put(
    '/people',
    allow.clinicAdmin,
    described('How somebody is called and shown', personParam),
    validate('json', changedPersonInput),
    async (c) => reply(c, await changePerson(c.var.context, c.var.person, c.req.valid('json'))),
  )
  .put(
    '/people/role',
    allow.confirmedClinicAdmin,
    described('Who administers the clinic, and who does no more', personParam),
    validate('json', roleInput),
    async (c) => reply(c, await changeRole(c.var.context, c.var.person, c.req.valid('json'))),
  )
  .put(
    '/people/roles',
    allow.confirmedClinicAdmin,
    described('What somebody may do beside their own work', personParam),
    validate('json', rolesInput),
    async (c) => reply(c, await changeRoles(c.var.context, c.var.person, c.req.valid('json'))),
  )
  .post(
    '/people/access',
    allow.confirmedClinicAdmin,
    described('A new password or an invitation for somebody, whose devices are all signed out', accessOutput),
    validate('json', newAccessInput),
    async (c) => reply(c, await renewAccess(c.var.context, c.var.person, c.req.valid('json'))),
  )
  .post(
    '/people/import',
    allow.clinicAdmin,
    described('What the people of a file lead to, tried out or carried out', importOutput),
    validate('json', importInput),
    async (c) => reply(c, await importPeople(c.var.context, c.var.person, c.req.valid('json'))),
  )
  .post(
    '/people/closing',
    allow.confirmedClinicAdmin,
    described('Close an account for good', closingOutput),
    validate('json', personParam),
    async (c) => reply(c, await closeAccount(c.var.context, c.var.person, c.req.valid('json').userId)),
  )
  .get(
    '/people/closing',
    allow.clinicAdmin,
    described('How far the closing of an account is', closingOutput),
    validate('query', personParam),
    (c) => reply(c, readClosing(c.var.context, c.req.valid('query').userId)),
  )
  .post(
    '/provider-sign-ins',
    allow.synapse,
    described('Somebody signs in by the hospital’s provider, which says their groups', personParam),
    validate('json', providerSignIn),
    async (c) => reply(c, await followGroups(c.var.context, c.req.valid('json'))),
  )
  .get(
    '/rooms',
    allow.clinicAdmin,
    described('The rooms that this clinic takes part in, without their content', adminRoomsOutput),
    validate('query', adminQuery),
    async (c) => reply(c, await listRooms(c.var.context, c.var.person, c.req.valid('query'))),
  )
