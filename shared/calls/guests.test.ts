import { describe, expect, it } from 'vitest'
import { eventTypes } from '../matrix/event-types.ts'
import { type ServerName, serviceAccountOf } from '../matrix/ids.ts'
import { conversationKey, conversationOf, guestAccountOf, guestStateKey, guestsIn, isGuest } from './guests.ts'

describe('a guest', () => {
  it('is known by the name of the account', () => {
    expect(isGuest(guestAccountOf('0f', 'nord.example' as ServerName))).toBe(true)
    for (const other of ['@consilium:nord.example', '@eva:consilium-guest-nord.example', 'consilium-guest-x'])
      expect(isGuest(other)).toBe(false)
  })
})

describe('the room of a call with guests', () => {
  const create = (sender: string, type: string = eventTypes.guestCallRoom) => ({
    sender,
    content: { type, [conversationKey]: '!conversation' },
  })
  it('says which conversation it belongs to, if a clinic’s service has made it', () => {
    expect(conversationOf(create('@consilium:nord.example'))).toBe('!conversation')
    expect(conversationOf(create('@eve:nord.example'))).toBeNull()
    expect(conversationOf(create('@consilium:nord.example', 'm.space'))).toBeNull()
    expect(conversationOf(undefined)).toBeNull()
  })
})

describe('what a room says of guests', () => {
  const service = serviceAccountOf('nord.example' as ServerName)
  const guest = guestAccountOf('a1', 'nord.example' as ServerName)
  const content = {
    device_id: 'PHONE',
    signing_key: 'A'.repeat(43),
    identity_key: 'B'.repeat(43),
    invited_by: '@ida:nord.example',
    waiting_since: null,
    proof: 'C'.repeat(43),
    key_event: '$key',
  }
  const event = { type: eventTypes.callGuest, state_key: guestStateKey(guest), sender: service, content }

  it('counts from the service whose room it is, of accounts of guests', () => {
    expect(guestsIn([event], service)).toEqual(new Map([[guest, content]]))
    expect(guestsIn([{ ...event, sender: '@ida:nord.example' }], service).size).toBe(0)
    expect(guestsIn([event], null).size).toBe(0)
    expect(guestsIn([{ ...event, state_key: 'ida:nord.example' }], service).size).toBe(0)
    expect(guestsIn([{ ...event, content: {} }], service).size).toBe(0)
    const { proof: _, key_event: __, ...unproven } = content
    const found = guestsIn([{ ...event, content: unproven }], service).get(guest)
    expect(found).toEqual({ ...unproven, proof: null, key_event: null })
  })
})
