import { Hono } from 'hono'
import { serviceParam } from '#shared/directory/api.ts'
import { refused } from '#shared/result.ts'
import {
  askedQuery,
  questionnaireInput,
  questionnaireOutput,
  reportTemplatesInput,
  reportTemplatesOutput,
} from '#shared/templates/api.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { changeAsAdmin } from '../directory/change-as-admin.ts'
import { opensDepartment } from '../partners/queries.ts'
import { described, reply, validate } from '../routing.ts'
import { changeQuestionnaire } from './change-questionnaire.ts'
import { changeReportTemplates, readReportTemplates } from './change-report-templates.ts'
import { readOwnQuestionnaire, readQuestionnaire } from './read-questionnaire.ts'

export const templateRoutes = new Hono<Env>()
  .get(
    '/questionnaires',
    allow.ownPerson,
    described('What a department of this clinic or of a partner asks of those who ask it', questionnaireOutput),
    validate('query', askedQuery),
    async (c) => {
      const { serviceId, serverName } = c.req.valid('query')
      return reply(c, await readQuestionnaire(c.var.context, serviceId, serverName))
    },
  )
  .get(
    '/questionnaires/:serviceId',
    allow.ownPersonOrPartnerService,
    described('What a department of this clinic asks', questionnaireOutput),
    validate('param', serviceParam),
    (c) => {
      const { context, person } = c.var
      const { serviceId } = c.req.valid('param')
      if (!opensDepartment(context.db, person.serverName)(serviceId))
        return reply(c, refused({ code: 'partner-limited' }))
      return reply(c, readOwnQuestionnaire(context, serviceId))
    },
  )
  .put(
    '/questionnaires/:serviceId',
    allow.leadOf('serviceId'),
    described('Say what a department asks', questionnaireOutput),
    validate('param', serviceParam),
    validate('json', questionnaireInput),
    (c) => {
      const about = { code: 'questionnaire-changed' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) =>
          changeQuestionnaire(context, c.req.valid('param').serviceId, c.req.valid('json')),
        ),
      )
    },
  )
  .get(
    '/reports/:serviceId',
    allow.ownPerson,
    described('What the reports of a department of this clinic begin with', reportTemplatesOutput),
    validate('param', serviceParam),
    (c) => reply(c, readReportTemplates(c.var.context, c.req.valid('param').serviceId)),
  )
  .put(
    '/reports/:serviceId',
    allow.leadOf('serviceId'),
    described('Say what the reports of a department begin with', reportTemplatesOutput),
    validate('param', serviceParam),
    validate('json', reportTemplatesInput),
    (c) => {
      const about = { code: 'report-templates-changed' } as const
      return reply(
        c,
        changeAsAdmin(c.var.context, c.var.person, about, (context) =>
          changeReportTemplates(context, c.req.valid('param').serviceId, c.req.valid('json')),
        ),
      )
    },
  )
