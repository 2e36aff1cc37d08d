import { expect, test } from 'vitest'
import { asPartial, homeserverToken, isPartial, withHomeserverTokens } from './partial-token.ts'

test('a position says whether rooms are missing, and the homeserver gets its own', () => {
  const token = asPartial('s12_3~4', 480)
  expect([isPartial(token), isPartial('s12_3~4'), isPartial(null)]).toEqual([true, false, false])
  expect([homeserverToken(token), homeserverToken('s12_3~4')]).toEqual(['s12_3~4', 's12_3~4'])
})

test('what has come makes another position, also when nothing happened', () => {
  expect(asPartial('s1', 100)).not.toBe(asPartial('s1', 0))
})

test('no question of the SDK carries our mark to the homeserver', () => {
  const url = new URL('https://nord.localhost/_matrix/client/v3/rooms/!r/members?not_membership=leave')
  url.searchParams.set('at', asPartial('s1', 7))
  expect(new URL(withHomeserverTokens(url.href)).searchParams.get('at')).toBe('s1')
  expect(withHomeserverTokens('https://nord.localhost/x?at=s1')).toBe('https://nord.localhost/x?at=s1')
})
