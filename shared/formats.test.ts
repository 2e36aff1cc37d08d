import { toJsonSchema } from '@valibot/to-json-schema'
import { expect, it } from 'vitest'
import { caseFileManifest } from './case-files/manifest.ts'
import { coReadingMessage } from './co-reading/message.ts'
import { followUpQuestion } from './consults/question.ts'
import { consultReport } from './consults/report.ts'
import { consultRequest } from './consults/request.ts'
import { taskContent } from './consults/task-content.ts'
import { handoverNote, roleContent, rosterContent } from './duty/roster-content.ts'
import { exportNotice } from './export/notice.ts'
import { structuredBlocks } from './fhir/structured.ts'
import { partnerHint, partnerMessage } from './partners/api.ts'
import { federationPolicy } from './partners/policy.ts'
import { permissionConfig } from './permissions/permission-config.ts'
import { alertContent } from './urgent/alert-content.ts'

/** What clinics and devices of different versions read of each other, or find on a disk after an update. */
const formats = {
  'the question of a consult': consultRequest,
  'the report of a consult': consultReport,
  'the follow-up question of a consult': followUpQuestion,
  'the task of a consult': taskContent,
  'what other messengers read of a consult': structuredBlocks,
  'the alert of an urgent message': alertContent,
  'the roster of a duty': rosterContent,
  'the mark of a message that is written as a role': roleContent,
  'the note of a handover': handoverNote,
  'the notice of an export': exportNotice,
  'the reference to a case file': caseFileManifest,
  'what people say who look at a file together': coReadingMessage,
  'the policy of the gateway': federationPolicy,
  'who may write to somebody': permissionConfig,
  'the hint to a partner': partnerHint,
  'the message that a partner fetches': partnerMessage,
}

it.each(Object.entries(formats))('%s keeps its format', (_, schema) => {
  // Transformations are no part of what is stored: their input is.
  const { $schema: _draft, ...format } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' })
  expect(format).toMatchSnapshot()
})
