import { describe, expect, test } from 'vitest'
import { type EncryptionFacts, isIdentityReplaced, setupStatusOf } from './encryption-status.ts'

const ready: EncryptionFacts = { hasBegun: false, wasReady: true, isSigned: true, hasBackupKey: true, atServer: null }
const set: NonNullable<EncryptionFacts['atServer']> = { identity: 'ours', hasRecovery: true, hasBackup: true }

describe('what a device says of its encryption', () => {
  test('a device that is set up is ready without the homeserver', () => {
    expect(setupStatusOf(ready)).toBe('ready')
  })

  test('a device that is not set up waits for what the homeserver says', () => {
    expect(setupStatusOf({ ...ready, isSigned: false })).toBe('checking')
    expect(setupStatusOf({ ...ready, hasBackupKey: false })).toBe('checking')
  })

  test('a set-up that was interrupted is not taken for done, and begins again', () => {
    expect(setupStatusOf({ ...ready, hasBegun: true })).toBe('checking')
    expect(setupStatusOf({ ...ready, hasBegun: true, atServer: set })).toBe('new')
    expect(setupStatusOf({ ...ready, hasBegun: true, atServer: { ...set, identity: 'none' } })).toBe('new')
  })

  test('an interrupted set-up gives way to the identity that another device has made since', () => {
    expect(setupStatusOf({ ...ready, hasBegun: true, atServer: { ...set, identity: 'foreign' } })).toBe('locked')
  })

  const fresh: EncryptionFacts = {
    hasBegun: false,
    wasReady: false,
    isSigned: false,
    hasBackupKey: false,
    atServer: set,
  }

  test('nobody has an identity yet: it is made here', () => {
    expect(setupStatusOf({ ...fresh, atServer: { identity: 'none', hasRecovery: false, hasBackup: false } })).toBe(
      'new',
    )
  })

  test('a new device of a person who has an identity is locked', () => {
    expect(setupStatusOf({ ...fresh, atServer: { ...set, identity: 'foreign' } })).toBe('locked')
  })

  test('a device that was set up is told when somebody has begun anew elsewhere, and a new one is not', () => {
    const foreign = { ...set, identity: 'foreign' } as const
    expect(isIdentityReplaced({ ...ready, atServer: foreign })).toBe(true)
    expect(isIdentityReplaced({ ...fresh, atServer: foreign })).toBe(false)
    expect(isIdentityReplaced({ ...ready, atServer: set })).toBe(false)
    expect(isIdentityReplaced(ready)).toBe(false)
  })

  test('a signed device that waits for the backup key is not ready yet', () => {
    expect(setupStatusOf({ ...fresh, isSigned: true })).toBe('locked')
  })

  test('an identity without recovery or backup is completed by the device that holds its keys', () => {
    const own = { ...fresh, isSigned: true }
    expect(setupStatusOf({ ...own, atServer: { ...set, hasRecovery: false } })).toBe('new')
    expect(setupStatusOf({ ...own, atServer: { ...set, hasBackup: false } })).toBe('new')
  })

  test('a backup that was made anew elsewhere locks a device that cannot read it', () => {
    expect(setupStatusOf({ ...ready, hasBackupKey: false, atServer: { ...set, identity: 'foreign' } })).toBe('locked')
  })
})
