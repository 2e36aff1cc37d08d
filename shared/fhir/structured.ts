import * as v from 'valibot'
import { fitsEvent } from '../matrix/event-size.ts'
import { reportCode } from './codes.ts'
import { clinicalResources, type FhirBundle } from './consult-bundle.ts'
import type { ConsultRecord } from './consult-record.ts'
import { patientResource, type Resource } from './people.ts'
import { referenceTo, urnOf } from './references.ts'

/**
 * Structured data of the TI-Messenger (gematik, `de.gematik.fhir`): blocks beside the content of an encrypted event of
 * ours, so that other messengers show the text and other systems read the resource. Ours reads its own content.
 */
const textBlock = v.array(v.object({ body: v.string(), mimetype: v.optional(v.string(), 'text/plain') }))
export const structuredBlocks = v.object({
  'de.gematik.text': textBlock,
  'de.gematik.fhir.structure_definition': v.object({
    url: v.string(),
    version: v.string(),
    type: v.string(),
    fhir_version: v.string(),
  }),
  'de.gematik.fhir.resource': v.record(v.string(), v.unknown()),
})
type StructuredBlocks = v.InferOutput<typeof structuredBlocks>

const r4 = '4.0.1'

/** The content with its blocks; without the resource, or without both, where it would be larger than an event may be. */
export const withStructure = <C extends object>(
  content: C,
  resource: FhirBundle,
  body: string,
): C & Partial<StructuredBlocks> => {
  const text = { 'de.gematik.text': [{ body, mimetype: 'text/plain' }] }
  const full = {
    ...content,
    ...text,
    'de.gematik.fhir.structure_definition': {
      url: 'http://hl7.org/fhir/StructureDefinition/Bundle',
      version: r4,
      type: 'Bundle',
      fhir_version: r4,
    },
    'de.gematik.fhir.resource': resource,
  }
  if (fitsEvent(full)) return full
  const readable = { ...content, ...text }
  return fitsEvent(readable) ? readable : content
}

/** What a messenger of others wrote for everybody to read; null: nothing. */
export const structuredText = (content: unknown): string | null => {
  const parsed = v.safeParse(v.looseObject({ 'de.gematik.text': textBlock }), content)
  if (!parsed.success) return null
  const plain = parsed.output['de.gematik.text'].find(({ mimetype }) => mimetype === 'text/plain')
  return plain?.body.trim() || null
}

type Source = { task: Pick<ConsultRecord['task'], 'requestId'>; request: Pick<ConsultRecord['request'], 'patient'> }

const bundleOf = (source: Source, resources: [name: string, resource: Resource][]): FhirBundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [['Patient', patientResource(source, source.request.patient)] as const, ...resources].map(
    ([name, resource]) => ({ fullUrl: urnOf(source, name), resource }),
  ),
})

/** What is asked, as it is sent; who and how urgently stands in the room's Task. */
export const requestStructure = (source: {
  task: Pick<ConsultRecord['task'], 'requestId' | 'priority'>
  request: ConsultRecord['request']
}): FhirBundle =>
  bundleOf(source, [
    [
      'ServiceRequest',
      {
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'order',
        priority: source.task.priority,
        subject: referenceTo(source, 'Patient'),
        requester: { display: source.request.requester.name },
        note: [{ text: source.request.question }],
      },
    ],
    ...clinicalResources(source),
  ])

/** The answer, as it is signed. */
export const reportStructure = (
  source: Source,
  report: Pick<ConsultRecord['reports'][number], 'status' | 'isCorrection' | 'signedOff' | 'assessment' | 'version'>,
): FhirBundle =>
  bundleOf(source, [
    [
      `DiagnosticReport ${report.version}`,
      {
        resourceType: 'DiagnosticReport',
        status: report.isCorrection ? 'corrected' : report.status,
        code: { coding: [reportCode] },
        subject: referenceTo(source, 'Patient'),
        issued: new Date(report.signedOff.at).toISOString(),
        performer: [{ display: report.signedOff.name }],
        conclusion: report.assessment,
      },
    ],
  ])
