import { describe, expect, it } from 'vitest'
import { isPushService } from './push-service.ts'

const allowed = ['https://fcm.googleapis.com', 'https://*.push.apple.com', 'http://127.0.0.1:*']

describe('where a browser may be reached', () => {
  it.each(['https://fcm.googleapis.com/fcm/send/abc', 'https://web.push.apple.com/abc', 'http://127.0.0.1:4711/abc'])(
    'is %s',
    (endpoint) => expect(isPushService(endpoint, allowed)).toBe(true),
  )

  it.each([
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/abc',
    'https://fcm.googleapis.com.example.org/abc',
    'https://user:word@fcm.googleapis.com/abc',
    'https://push.apple.com.evil.example/abc',
    'https://evilpush.apple.com.example/abc',
    'https://localhost/abc',
    'file:///etc/passwd',
    'no address',
  ])('is not %s', (endpoint) => expect(isPushService(endpoint, allowed)).toBe(false))

  it('is nowhere when the clinic allows nothing', () =>
    expect(isPushService('https://fcm.googleapis.com/', [])).toBe(false))
})
