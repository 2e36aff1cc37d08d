import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'
import { serverName } from '../matrix/ids.ts'
import { questionnaire } from './questionnaire.ts'
import { reportTemplates } from './report-template.ts'

const serviceId = healthcareService.entries.id
const expectedVersion = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `GET /api/templates/questionnaires?serviceId=&serverName=`: what a department of the own clinic or a partner asks. */
export const askedQuery = v.object({ serviceId, serverName })

/** `GET /api/templates/questionnaires/:serviceId`, for a partner's service too. Null: the department asks nothing. */
export const questionnaireOutput = v.object({
  questionnaire: v.nullable(questionnaire),
  /** Of the last change, also of one that took the questions away; 0 before the first. */
  version: expectedVersion,
})
export type QuestionnaireOutput = v.InferOutput<typeof questionnaireOutput>

/** `PUT /api/templates/questionnaires/:serviceId`; its address and version are given by the service. */
export const questionnaireInput = v.object({
  questionnaire: v.nullable(questionnaire),
  /** What the person saw who changed it. */
  expectedVersion,
})
export type QuestionnaireInput = v.InferOutput<typeof questionnaireInput>

/** `GET /api/templates/reports/:serviceId`, for the clinic's own people. */
export const reportTemplatesOutput = v.object({ templates: reportTemplates, version: expectedVersion })
export type ReportTemplatesOutput = v.InferOutput<typeof reportTemplatesOutput>

/** `PUT /api/templates/reports/:serviceId`: all of them anew. */
export const reportTemplatesInput = v.object({ templates: reportTemplates, expectedVersion })
export type ReportTemplatesInput = v.InferOutput<typeof reportTemplatesInput>
