import { describe, expect, it } from 'vitest'
import { faultOf, type HandoverFault, wordsOf } from './handover-fault.ts'

const outcome = (...issue: object[]) => ({ resourceType: 'OperationOutcome', issue })

describe('what the FHIR server of a clinic answers', () => {
  it.each<[number, HandoverFault]>([
    [400, 'refused'],
    [401, 'sign-in'],
    [403, 'forbidden'],
    [404, 'not-fhir'],
    [405, 'not-fhir'],
    [408, 'broken'],
    [409, 'refused'],
    [412, 'ambiguous'],
    [413, 'too-large'],
    [422, 'refused'],
    [429, 'broken'],
    [500, 'broken'],
    [503, 'broken'],
  ])('with %i is %s', (status, fault) => {
    expect(faultOf(status)).toBe(fault)
  })

  it('is told in its own words: the error, not what it says beside', () => {
    const hint = { severity: 'information', diagnostics: 'No narrative' }
    const error = { severity: 'error', details: { text: 'Kein Fall offen' }, diagnostics: 'HAPI-0573' }
    expect(wordsOf(outcome(hint, error))).toBe('Kein Fall offen')
    expect(wordsOf(outcome(hint))).toBe('No narrative')
    expect(wordsOf(outcome({ severity: 'fatal', diagnostics: 'x'.repeat(400) }))).toHaveLength(302)
    for (const nothing of [null, '<html>', outcome(), outcome({ severity: 'error' }), { resourceType: 'Bundle' }])
      expect(wordsOf(nothing)).toBeNull()
  })
})
