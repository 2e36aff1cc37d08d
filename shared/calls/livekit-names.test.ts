import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashedIdentity, livekitRoomName, plainIdentity } from './livekit-names.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('base64').replaceAll('=', '')

describe('names in LiveKit', () => {
  it('are the ones that MSC4195 gives as examples', () => {
    expect(livekitRoomName(hash, '!roomid:example.com', 'slot1234')).toBe('O8437W3+jmzMVjoIP3tNwbm+XxHQk2iKpOA7aqw3qSc')
    expect(hashedIdentity(hash, '@alice:example.com', 'DEVICE123', 'memberABC')).toBe(
      'J+T45tGruxc+HrUOqJJlyQSV33m728Cme4+vt8/SWrU',
    )
  })

  it('lead both endpoints of a room to the same LiveKit room', () => {
    expect(livekitRoomName(hash, '!room')).toBe(livekitRoomName(hash, '!room', 'm.call#ROOM'))
  })

  it('of members by state event are readable', () => {
    expect(plainIdentity('@alice:example.com', 'DEVICE123')).toBe('@alice:example.com:DEVICE123')
  })
})
