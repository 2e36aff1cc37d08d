import { MatrixEvent } from 'matrix-js-sdk'
import { expect, it } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { snapshotOf } from './event-snapshot.ts'

const received = (content: Record<string, unknown>) =>
  snapshotOf(
    new MatrixEvent({
      event_id: '$1',
      room_id: '!room',
      sender: '@ida:nord.example',
      origin_server_ts: 1,
      type: eventTypes.message,
      content,
    }),
  )

it('does not take a request to compare devices for something that a person wrote', () => {
  const body = '@ida:nord.example is requesting to verify your key'
  expect(received({ msgtype: 'm.key.verification.request', body })?.type).toBe('m.key.verification.request')
  expect(received({ msgtype: 'm.text', body })?.type).toBe(eventTypes.message)
})
