import { Fhir } from 'fhir'
import { describe, expect, it } from 'vitest'
import type { ShownEntry } from '../audit/api.ts'
import { auditActions, auditRoles } from '../audit/entry.ts'
import type { RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { auditBundle } from './audit-bundle.ts'

const clinic = { name: 'Klinikum Nord', serverName: 'nord.example' as ServerName, url: 'https://nord.example' }
const nina = '@nina:nord.example' as UserId
const at = 1_800_000_000_000
const entries: ShownEntry[] = [
  {
    seq: 7,
    at,
    action: 'consult-invited',
    outcome: 'done',
    details: { who: nina, role: 'requester', whom: '@ernst:sued.example' as UserId, room: '!consult' as RoomId },
  },
  {
    seq: 8,
    at: at + 1,
    action: 'file-read',
    outcome: 'refused',
    details: { who: nina, file: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11', code: 'not-a-member' },
  },
  { seq: 9, at: at + 2, action: 'consult-read', outcome: 'done', details: null },
]

/** Everything that an entry can say, for each act and each role. */
const everything = auditActions.map((action, index): ShownEntry => {
  const role = auditRoles[index % auditRoles.length]
  return {
    seq: index + 1,
    at: at + index,
    action,
    outcome: index % 2 === 0 ? 'done' : 'refused',
    details: {
      who: role === 'service' ? null : nina,
      whom: '@ernst:sued.example' as UserId,
      room: '!consult' as RoomId,
      file: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
      partner: 'sued.example' as ServerName,
      code: 'accepted',
      version: 2,
      count: 3,
      ...(role ? { role } : {}),
    },
  }
})

/** What a validator with the definitions of HL7 finds, R4 with its value sets; codes of our own are allowed in roles. */
const faultsOf = (resource: object) =>
  new Fhir()
    .validate(resource, { errorOnUnexpected: true })
    .messages.filter(({ severity, location }) => severity !== 'info' && !/\.role\[0\]$/.test(location ?? ''))

describe('the log as FHIR R4', () => {
  it('is a collection of AuditEvents', () => {
    expect(auditBundle(clinic, entries, at)).toMatchSnapshot()
  })

  it('is valid, whatever was done', () => {
    const bundle = auditBundle(clinic, [...everything, ...entries], at)
    expect(faultsOf(bundle)).toEqual([])
    for (const { resource } of bundle.entry) expect(faultsOf(resource)).toEqual([])
  })

  it('would be found to be invalid', () => {
    const [first] = auditBundle(clinic, entries, at).entry
    expect(faultsOf({ ...first?.resource, outcome: '7', why: 'because' })).toHaveLength(2)
  })

  it('names exactly one who acted, and says of details that are deleted that they are', () => {
    const { entry } = auditBundle(clinic, entries, at)
    for (const { resource } of entry) expect(resource.agent.filter(({ requestor }) => requestor)).toHaveLength(1)
    expect(JSON.stringify(entry[2])).toContain('masked')
  })
})
