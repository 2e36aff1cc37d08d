import { Hono } from 'hono'
import type { UserId } from '#shared/matrix/ids.ts'
import { alertInput, alertOutput, alertParam, handInput, movedAlert } from '#shared/urgent/api.ts'
import { allow } from '../auth/allow.ts'
import { whoIsOnCall } from '../consults/who-is-on-call.ts'
import type { Env } from '../context.ts'
import { readOnCall } from '../directory/read-on-call.ts'
import { readPeople } from '../directory/read-people.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { described, reply, validate } from '../routing.ts'
import { cancelAlert } from './cancel-alert.ts'
import { handAlert } from './hand-alert.ts'
import { startAlert } from './start-alert.ts'

export const urgentRoutes = new Hono<Env>()
  .post(
    '/',
    allow.memberOf('conversation'),
    described('Make the room of an urgent message: invites everybody who may be called', alertOutput, 201),
    validate('json', alertInput),
    async (c) => {
      const { context, person } = c.var
      const staff = {
        whoIsOnCall: whoIsOnCall(context, (serviceId) => readOnCall(context, serviceId)),
        async entriesOf(ids: readonly UserId[]) {
          const found = await readPeople(context, person, ids)
          return found.ok ? found.value.people : []
        },
      }
      return reply(c, await startAlert(context, staff, roomLock, person, c.req.valid('json')), 201)
    },
  )
  .post(
    '/:roomId/cancel',
    allow.memberOf('roomId'),
    described('Withdraw an urgent message that I have sent', movedAlert),
    validate('param', alertParam),
    async (c) => {
      const { context, person } = c.var
      return reply(c, await cancelAlert(context, roomLock, person, c.req.valid('param').roomId))
    },
  )
  .post(
    '/:roomId/hand',
    allow.memberOf('roomId'),
    described('Hand an urgent message that calls me to a colleague', movedAlert),
    validate('param', alertParam),
    validate('json', handInput),
    async (c) => {
      const { context, person } = c.var
      const { roomId } = c.req.valid('param')
      return reply(c, await handAlert(context, roomLock, person, roomId, c.req.valid('json').person))
    },
  )
