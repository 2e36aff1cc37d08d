import { Hono } from 'hono'
import { adminPeopleOutput, adminQuery, adminRoomsOutput } from '#shared/admin/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { listPeople } from './list-people.ts'
import { listRooms } from './list-rooms.ts'

export const adminRoutes = new Hono<Env>()
  .get(
    '/people',
    allow.clinicAdmin,
    described('The accounts of this clinic', adminPeopleOutput),
    validate('query', adminQuery),
    async (c) => reply(c, await listPeople(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .get(
    '/rooms',
    allow.clinicAdmin,
    described('The rooms that this clinic takes part in, without their content', adminRoomsOutput),
    validate('query', adminQuery),
    async (c) => reply(c, await listRooms(c.var.context, c.var.person, c.req.valid('query'))),
  )
