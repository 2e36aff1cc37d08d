import { describe, expect, it } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import { faultsOf, requestOf } from './check-request.ts'
import { newRequestDraft, type RequestDraft } from './drafts.ts'

const now = Date.UTC(2026, 10, 24)
const complete: RequestDraft = {
  ...newRequestDraft(),
  service: {
    id: 'kardiologie',
    serverName: 'sued.localhost' as ServerName,
    name: 'Kardiologie',
    practitioner: null,
    times: null,
  },
  priority: 'stat',
  question: ' Lyse oder Verlegung? ',
  patientName: 'Muster, Erika',
  birthDate: '1950-03-01',
  sex: 'female',
  insuranceNumber: 'a 123 456 789',
  consent: 'emergency',
}

describe('a request', () => {
  it('that is empty says what is missing', () => {
    expect(Object.keys(faultsOf(newRequestDraft(), now)).sort()).toEqual(
      ['birthDate', 'consent', 'patientName', 'priority', 'question', 'service'].sort(),
    )
  })

  it.each<[Partial<RequestDraft>, object]>([
    [{}, {}],
    [{ birthDate: '2030-01-01' }, { birthDate: 'not-a-date' }],
    [{ insuranceNumber: '12' }, { insuranceNumber: 'not-insurance' }],
    [{ insuranceNumber: '' }, {}],
    [{ question: '  ' }, { question: 'missing' }],
  ])('with %j has the faults %j', (change, faults) => {
    expect(faultsOf({ ...complete, ...change }, now)).toEqual(faults)
  })

  it('carries what was entered and leaves out what was not', () => {
    expect(requestOf(complete, { name: 'Nina Nord', clinic: 'Klinikum Nord' }, now)).toEqual({
      question: 'Lyse oder Verlegung?',
      reason: 'interdisciplinary',
      patient: { name: 'Muster, Erika', birthDate: '1950-03-01', sex: 'female', insuranceNumber: 'A123456789' },
      requester: { name: 'Nina Nord', clinic: 'Klinikum Nord' },
      consent: { kind: 'emergency', at: now },
    })
  })
})
