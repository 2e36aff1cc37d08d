import { Hono } from 'hono'
import {
  dutyConversation,
  dutyInput,
  dutyMoveInput,
  dutyParam,
  myDutyOutput,
  partnerDutyInput,
} from '#shared/duty/api.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { refused } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { opensDepartment } from '../partners/queries.ts'
import { described, reply, validate } from '../routing.ts'
import { askDuty } from './ask-duty.ts'
import { moveConversation } from './move-conversation.ts'
import { openConversation } from './open-conversation.ts'
import { readMyDuty } from './read-my-duty.ts'
import { dutyLock } from './settle-conversation.ts'

export const dutyRoutes = new Hono<Env>()
  .get('/me', allow.ownPerson, described('The duty of my department, and what is open for it', myDutyOutput), (c) =>
    reply(c, readMyDuty(c.var.context, c.var.person.userId)),
  )
  .post(
    '/conversations',
    allow.ownPerson,
    described('The conversation with the duty of a department, there or made now', dutyConversation),
    validate('json', dutyInput),
    async (c) => reply(c, await askDuty(c.var.context, dutyLock, c.var.person, c.req.valid('json'))),
  )
  .post(
    '/conversations/for-partner',
    allow.partnerService,
    described('The same for a person of a partner clinic', dutyConversation),
    validate('json', partnerDutyInput),
    async (c) => {
      const { context, person } = c.var
      const { serviceId, asker } = c.req.valid('json')
      // A clinic asks for its own people only.
      if (serverOf(asker) !== person.serverName) return reply(c, refused({ code: 'not-allowed' }))
      if (!opensDepartment(context.db, person.serverName)(serviceId))
        return reply(c, refused({ code: 'partner-limited' }))
      return reply(c, await openConversation(context, dutyLock, serviceId, asker))
    },
  )
  .post(
    '/conversations/:roomId/moves',
    allow.memberOf('roomId'),
    described('Hand over, keep, close or open a conversation of this clinic’s duty', dutyConversation),
    validate('param', dutyParam),
    validate('json', dutyMoveInput),
    async (c) => {
      const { context, person } = c.var
      return reply(
        c,
        await moveConversation(context, dutyLock, person, c.req.valid('param').roomId, c.req.valid('json')),
      )
    },
  )
