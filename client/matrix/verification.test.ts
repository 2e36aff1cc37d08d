import { VerificationPhase as P } from 'matrix-js-sdk/lib/crypto-api/verification.js'
import { describe, expect, test } from 'vitest'
import { verificationEmojiWords } from '../i18n/words/verification-emoji.ts'
import { cancelledOf, phaseOf } from './verification.ts'

describe('a comparison of emoji', () => {
  test('shows nothing to compare before both sides have the emoji', () => {
    expect(phaseOf(P.Requested, false, false)).toBe('requested')
    expect(phaseOf(P.Ready, false, false)).toBe('ready')
    expect(phaseOf(P.Started, false, false)).toBe('ready')
    expect(phaseOf(P.Started, true, false)).toBe('comparing')
  })

  test('waits for the other side after our own word', () => {
    expect(phaseOf(P.Started, true, true)).toBe('confirming')
    expect(phaseOf(P.Done, true, true)).toBe('done')
    expect(phaseOf(P.Cancelled, true, true)).toBe('cancelled')
  })

  test('tells a possible attack from a person who changed their mind', () => {
    expect(cancelledOf('m.mismatched_sas')).toBe('mismatch')
    expect(cancelledOf('m.key_mismatch')).toBe('mismatch')
    expect(cancelledOf('m.user')).toBe('declined')
    expect(cancelledOf('m.timeout')).toBe('timeout')
    expect(cancelledOf('m.accepted')).toBe('elsewhere')
    expect(cancelledOf('m.unknown_method')).toBe('failed')
    expect(cancelledOf(null)).toBe('failed')
  })
})

test('every emoji of the specification has a name in both languages', () => {
  expect(Object.keys(verificationEmojiWords.en)).toHaveLength(64)
  expect(Object.keys(verificationEmojiWords.de)).toEqual(Object.keys(verificationEmojiWords.en))
})
