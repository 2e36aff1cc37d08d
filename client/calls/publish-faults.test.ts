import { ConnectionError, DeviceUnsupportedError, NegotiationError, PublishTrackError } from 'livekit-client'
import { expect, test } from 'vitest'
import { isOfTheLine } from './publish-faults.ts'

test('what could not be sent because the line broke is sent later, and a device that failed stays off', () => {
  for (const error of [
    new PublishTrackError('publishing rejected as engine not connected within timeout', 408),
    new NegotiationError(),
    ConnectionError.timeout('could not establish pc connection'),
  ])
    expect(isOfTheLine(error)).toBe(true)
  for (const error of [
    new DOMException('', 'NotAllowedError'),
    new DeviceUnsupportedError(),
    new PublishTrackError('failed to publish track, insufficient permissions', 403),
    new Error('the SFU took the track as unencrypted'),
  ])
    expect(isOfTheLine(error)).toBe(false)
})
