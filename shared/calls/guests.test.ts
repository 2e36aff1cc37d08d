import { describe, expect, it } from 'vitest'
import { eventTypes } from '../matrix/event-types.ts'
import type { ServerName } from '../matrix/ids.ts'
import { conversationKey, conversationOf, guestAccountOf, isGuest } from './guests.ts'

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
