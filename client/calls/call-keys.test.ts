import { KeyProviderEvent } from 'livekit-client'
import { describe, expect, it } from 'vitest'
import type { MediaKey } from '../matrix/types.ts'
import { CallKeys } from './call-keys.ts'

const keyOf = (livekitIdentity: string, index: number): MediaKey => ({
  livekitIdentity,
  isOwn: livekitIdentity === 'own',
  index,
  key: crypto.getRandomValues(new Uint8Array(16)),
})

const keysWith = async (...given: MediaKey[]) => {
  const keys = new CallKeys()
  const set: string[] = []
  const done = new Promise<void>((resolve) => {
    keys.on(KeyProviderEvent.SetKey, ({ participantIdentity, keyIndex }) => {
      if (set.push(`${participantIdentity} ${keyIndex}`) === given.length) resolve()
    })
  })
  for (const key of given) keys.set(key)
  await done
  return { keys, set }
}

describe('the keys of a call in LiveKit', () => {
  it('are set in the order in which they came', async () => {
    const { set } = await keysWith(keyOf('own', 0), keyOf('jonas', 7), keyOf('own', 1))
    expect(set).toEqual(['own 0', 'jonas 7', 'own 1'])
  })

  it('bring our newest key back after a reconnection, not the one that those who left know', async () => {
    const { keys } = await keysWith(keyOf('own', 0), keyOf('own', 1), keyOf('jonas', 0))
    expect(keys.getLatestManuallySetKeyIndex()).toBe(1)
    expect(keys.getKeys().map(({ participantIdentity, keyIndex }) => `${participantIdentity} ${keyIndex}`)).toEqual([
      'jonas 0',
      'own 1',
    ])
  })

  it('keep 256 keys of each participant apart', () => {
    expect(new CallKeys().getOptions()).toMatchObject({ sharedKey: false, keyringSize: 256, ratchetWindowSize: 10 })
  })
})
