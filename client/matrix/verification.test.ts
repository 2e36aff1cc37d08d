import { VerificationPhase as P } from 'matrix-js-sdk/lib/crypto-api/verification.js'
import { describe, expect, test } from 'vitest'
import { verificationEmojiWords } from '../i18n/words/verification-emoji.ts'
import { cancelledOf, phaseOf } from './verification.ts'

const nothing = { hasEmoji: false, isScanned: false, isConfirmed: false }

describe('a comparison', () => {
  test('shows nothing to compare before both sides have the emoji', () => {
    expect(phaseOf(P.Requested, nothing)).toBe('requested')
    expect(phaseOf(P.Ready, nothing)).toBe('ready')
    expect(phaseOf(P.Started, nothing)).toBe('ready')
    expect(phaseOf(P.Started, { ...nothing, hasEmoji: true })).toBe('comparing')
  })

  test('asks whether the other device says that it has read our code', () => {
    expect(phaseOf(P.Started, { ...nothing, isScanned: true })).toBe('scanned')
    expect(phaseOf(P.Started, { ...nothing, isScanned: true, isConfirmed: true })).toBe('confirming')
  })

  test('waits for the other side after our own word', () => {
    expect(phaseOf(P.Started, { ...nothing, hasEmoji: true, isConfirmed: true })).toBe('confirming')
    expect(phaseOf(P.Done, { ...nothing, hasEmoji: true, isConfirmed: true })).toBe('done')
    expect(phaseOf(P.Cancelled, { ...nothing, hasEmoji: true, isConfirmed: true })).toBe('cancelled')
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
