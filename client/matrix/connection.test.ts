import { SyncState } from 'matrix-js-sdk'
import { expect, test } from 'vitest'
import { connectionOf } from './connection.ts'

test('what the last session kept does not mean that the homeserver answers', () => {
  expect(connectionOf(SyncState.Prepared, { fromCache: true })).toBeNull()
  expect(connectionOf(SyncState.Prepared, { fromCache: false })).toBe('live')
})

test('one failed request changes nothing, a homeserver that does not answer does', () => {
  expect(connectionOf(SyncState.Reconnecting, {})).toBeNull()
  expect(connectionOf(SyncState.Error, {})).toBe('offline')
  expect(connectionOf(SyncState.Catchup, {})).toBeNull()
  expect(connectionOf(SyncState.Syncing, {})).toBe('live')
})
