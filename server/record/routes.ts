import { Hono } from 'hono'
import { handoverInput, handoverOutput, recordOutput } from '#shared/record/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { recordHandover } from './record-handover.ts'

export const recordRoutes = new Hono<Env>()
  .get('/', allow.ownPerson, described('Whether this clinic takes consults into a FHIR server', recordOutput), (c) =>
    reply(c, ok({ isConfigured: c.var.context.config.record !== null })),
  )
  .post(
    '/handovers',
    allow.memberOf('roomId'),
    described(
      'Enter that a consult is handed over to the FHIR server of this clinic, and learn its address',
      handoverOutput,
      201,
    ),
    validate('json', handoverInput),
    (c) => reply(c, recordHandover(c.var.context, c.var.person, c.req.valid('json')), 201),
  )
