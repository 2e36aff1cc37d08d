import { expect, test } from 'vitest'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { subscriberNamesOf } from './subscribers.ts'

test('a member may come to our LiveKit under both names that MSC4195 gives', async () => {
  const alice = {
    userId: '@alice:example.com' as UserId,
    deviceId: 'DEVICE123' as DeviceId,
    memberId: 'memberABC',
  }
  expect(await subscriberNamesOf(alice)).toEqual([
    '@alice:example.com:DEVICE123',
    'J+T45tGruxc+HrUOqJJlyQSV33m728Cme4+vt8/SWrU',
  ])
})
