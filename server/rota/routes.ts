import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { ok } from '#shared/result.ts'
import {
  calendarInput,
  calendarOutput,
  calendarParam,
  myRotaOutput,
  rotaDepartments,
  rotaOutput,
  rotaParam,
  rotaQuery,
  rotaSettings,
  shiftsInput,
  shiftsOutput,
  shiftsRemoval,
  swapInput,
} from '#shared/rota/api.ts'
import { plannedShift } from '#shared/rota/planned-shift.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { changeCalendar, writeCalendar } from './calendar.ts'
import { changeSettings } from './change-settings.ts'
import { listDepartments } from './department.ts'
import { planShifts, removePlanned } from './plan-shifts.ts'
import { readMyRota } from './read-my-rota.ts'
import { readRota } from './read-rota.ts'
import { swapShift } from './swap-shift.ts'

/** Who plans, and who belongs to the department, is looked at where the department is. */
export const rotaRoutes = new Hono<Env>()
  .get('/me', allow.ownPerson, described('What is planned for me, and what I am asked', myRotaOutput), (c) =>
    reply(c, readMyRota(c.var.context, c.var.person)),
  )
  .put(
    '/me/calendar',
    allow.ownPerson,
    described('The address at which my calendar program fetches my shifts', calendarOutput),
    validate('json', calendarInput),
    (c) => reply(c, changeCalendar(c.var.context, c.var.person.userId, c.req.valid('json'))),
  )
  // Calendar programs have nothing but the address: its secret is the proof.
  .get(
    '/calendars/:secret',
    allow.anyone,
    describeRoute({
      summary: 'The shifts of whoever made the address, as iCalendar',
      responses: { 200: { description: 'Done', content: { 'text/calendar': { schema: { type: 'string' } } } } },
    }),
    validate('param', calendarParam),
    (c) => {
      const written = writeCalendar(c.var.context, c.req.valid('param').secret)
      if (!written.ok) return refuse(c, written.error)
      return c.body(written.value, 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, no-store',
      })
    },
  )
  .get('/departments', allow.ownPerson, described('Departments whose plan is open to me', rotaDepartments), (c) =>
    reply(c, ok(listDepartments(c.var.context.db, c.var.person))),
  )
  .get(
    '/departments/:serviceId',
    allow.ownPerson,
    described('How the duty of a department is planned', rotaOutput),
    validate('param', rotaParam),
    validate('query', rotaQuery),
    (c) => reply(c, readRota(c.var.context, c.var.person, c.req.valid('param').serviceId, c.req.valid('query'))),
  )
  .put(
    '/departments/:serviceId/shifts',
    allow.ownPerson,
    described('Plan shifts, or try what would become of each', shiftsOutput),
    validate('param', rotaParam),
    validate('json', shiftsInput),
    (c) => reply(c, planShifts(c.var.context, c.var.person, c.req.valid('param').serviceId, c.req.valid('json'))),
  )
  .delete(
    '/departments/:serviceId/shifts',
    allow.ownPerson,
    described('Take shifts out of the plan', shiftsRemoval),
    validate('param', rotaParam),
    validate('json', shiftsRemoval),
    (c) => {
      const { ids } = c.req.valid('json')
      return reply(c, removePlanned(c.var.context, c.var.person, c.req.valid('param').serviceId, ids))
    },
  )
  .put(
    '/departments/:serviceId/settings',
    allow.ownPerson,
    described('How a department plans, and its templates', rotaSettings),
    validate('param', rotaParam),
    validate('json', rotaSettings),
    (c) => reply(c, changeSettings(c.var.context, c.var.person, c.req.valid('param').serviceId, c.req.valid('json'))),
  )
  .post(
    '/departments/:serviceId/swaps',
    allow.ownPerson,
    described('Offer a shift to colleagues, take one, or agree', plannedShift),
    validate('param', rotaParam),
    validate('json', swapInput),
    (c) => reply(c, swapShift(c.var.context, c.var.person, c.req.valid('param').serviceId, c.req.valid('json'))),
  )
