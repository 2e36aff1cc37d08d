import { Hono } from 'hono'
import * as v from 'valibot'
import { adminQuery } from '#shared/admin/api.ts'
import {
  closingInput,
  closingOutput,
  ownerInput,
  purgeInput,
  purgeOutput,
  reportCountOutput,
  reportParam,
  reportsOutput,
  roomDetail,
  roomParam,
} from '#shared/rooms/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { closeRoom } from './close-room.ts'
import { handOn } from './hand-on.ts'
import { countReports, dismissReport, listReports } from './list-reports.ts'
import { purgeRoom } from './purge-room.ts'
import { readRoom } from './read-room.ts'

/** The list of rooms is `GET /api/admin/rooms`. */
export const roomRoutes = new Hono<Env>()
  .get(
    '/reports',
    allow.clinicAdmin,
    described('Messages that people have reported: by whom, where and why, without what they say', reportsOutput),
    validate('query', adminQuery),
    async (c) => reply(c, await listReports(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .get(
    '/reports/count',
    allow.clinicAdmin,
    described('How many reported messages nobody has dealt with yet', reportCountOutput),
    async (c) => reply(c, await countReports(c.var.context)),
  )
  .delete(
    '/reports/:id',
    allow.clinicAdmin,
    described('A report is dealt with', v.object({})),
    validate('param', reportParam),
    async (c) => reply(c, await dismissReport(c.var.context, c.var.person, c.req.valid('param').id)),
  )
  .get(
    '/:roomId',
    allow.clinicAdmin,
    described('One room: its members by clinic, and how it is protected', roomDetail),
    validate('param', roomParam),
    async (c) => reply(c, await readRoom(c.var.context, c.var.person, c.req.valid('param').roomId)),
  )
  .put(
    '/:roomId/closing',
    allow.clinicAdmin,
    described('Close a room, which takes no messages then, or open it again', closingOutput),
    validate('param', roomParam),
    validate('json', closingInput),
    async (c) =>
      reply(c, await closeRoom(c.var.context, c.var.person, c.req.valid('param').roomId, c.req.valid('json'))),
  )
  .put(
    '/:roomId/owner',
    allow.clinicAdmin,
    described('Make a member of this clinic the admin of a room', ownerInput),
    validate('param', roomParam),
    validate('json', ownerInput),
    async (c) =>
      reply(c, await handOn(c.var.context, c.var.person, c.req.valid('param').roomId, c.req.valid('json').userId)),
  )
  .post(
    '/:roomId/purge',
    allow.confirmedClinicAdmin,
    described('Remove a room and its files from this clinic for good', purgeOutput),
    validate('param', roomParam),
    validate('json', purgeInput),
    async (c) =>
      reply(
        c,
        await purgeRoom(c.var.context, c.var.person, c.req.valid('param').roomId, c.req.valid('json').confirmation),
      ),
  )
