import { expect, it } from 'vitest'
import { relationTypes } from '#shared/matrix/event-types.ts'
import { besideEncryption } from './beside-encryption.ts'

const cipher = { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'AwgA' }

it('says in the clear who is called, so that they can be woken', () => {
  const calls = { 'm.mentions': { user_ids: ['@emil:sued.localhost'] } }
  expect(besideEncryption(cipher, { body: '@Emil: Hb 6,1', ...calls })).toEqual({ ...cipher, ...calls })
  const all = { 'm.mentions': { room: true } }
  expect(besideEncryption(cipher, { body: '@alle', ...all })).toEqual({ ...cipher, ...all })
})

it.each([{}, { user_ids: [] }, { room: false }, { user_ids: 'everybody' }, null])(
  'says nothing of a message that calls nobody: %j',
  (mentions) => {
    expect(besideEncryption(cipher, { body: 'Hb 6,1', 'm.mentions': mentions })).toEqual(cipher)
  },
)

it('says of a reaction what it is about, and not which it is', () => {
  const relation = { rel_type: relationTypes.reaction, event_id: '$a', key: '👍' }
  expect(besideEncryption({ ...cipher, 'm.relates_to': relation }, { 'm.relates_to': relation })).toEqual({
    ...cipher,
    'm.relates_to': { rel_type: relationTypes.hiddenReaction, event_id: '$a' },
  })
})
