import { describe, expect, it } from 'vitest'
import { auditBundle } from './audit-bundle.ts'
import { exampleClinic, exampleEntries } from './example-audit.ts'

/** That it is valid, `e2e/services/fhir.test.ts` asks HL7's validator. */
describe('the log as FHIR R4', () => {
  const bundle = auditBundle(exampleClinic, exampleEntries, 1_800_000_100_000)

  it('is a collection of AuditEvents', () => {
    expect(bundle).toMatchSnapshot()
  })

  it('names exactly one who acted, and says of details that are deleted that they are', () => {
    for (const { resource } of bundle.entry) expect(resource.agent.filter(({ requestor }) => requestor)).toHaveLength(1)
    expect(JSON.stringify(bundle.entry[2])).toContain('masked')
  })
})
