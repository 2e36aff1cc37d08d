import { Hono } from 'hono'
import * as v from 'valibot'
import { auditOutput, auditQuery, consultAuditOutput, verificationOutput } from '#shared/audit/api.ts'
import { consultParam } from '#shared/consults/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { described, reply, validate } from '../routing.ts'
import { checkLog } from './check-log.ts'
import { exportLog, readConsultLog, readLog } from './read-log.ts'

const bundle = v.looseObject({ resourceType: v.literal('Bundle') })

export const auditRoutes = new Hono<Env>()
  .get(
    '/entries',
    allow.auditor,
    described('The log of accesses, newest first', auditOutput),
    validate('query', auditQuery),
    (c) => reply(c, readLog(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .get(
    '/verification',
    allow.auditor,
    described('Read the whole log and say whether it is as it was written', verificationOutput),
    async (c) => reply(c, await checkLog(c.var.context)),
  )
  .get(
    '/export',
    allow.auditor,
    described('The log of accesses as a FHIR R4 Bundle of AuditEvents', bundle),
    validate('query', auditQuery),
    (c) => reply(c, exportLog(c.var.context, c.var.person, c.req.valid('query'))),
  )
  .get(
    '/consults/:roomId',
    allow.memberOf('roomId'),
    described('What this clinic recorded of a consult, for its requester and its consultant', consultAuditOutput),
    validate('param', consultParam),
    (c) => reply(c, readConsultLog(c.var.context, c.var.person, c.req.valid('param').roomId)),
  )
