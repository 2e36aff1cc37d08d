import { Hono } from 'hono'
import { permissionDefault } from '#shared/permissions/permission-config.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { changePermissionDefault } from './change-default.ts'
import { readPermissionDefault } from './queries.ts'

/** What each person decides for themselves is account data, and no business of the service. */
export const permissionRoutes = new Hono<Env>()
  .get(
    '/default',
    allow.ownPerson,
    described('Who may write to accounts of this clinic that have decided nothing', permissionDefault),
    (c) => reply(c, ok(readPermissionDefault(c.var.context.db))),
  )
  .put(
    '/default',
    allow.clinicAdmin,
    described('Decide who may write to accounts that have decided nothing', permissionDefault),
    validate('json', permissionDefault),
    async (c) => reply(c, await changePermissionDefault(c.var.context, c.var.person, c.req.valid('json'))),
  )
