import { describe, expect, it } from 'vitest'
import { guestAccountOf } from '#shared/calls/guests.ts'
import { openOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { StateEvent } from '../matrix/homeserver.ts'
import { emptyMs, judgeCall } from './end-guests.ts'

const service = '@consilium:nord.example' as UserId
const ida = '@ida:nord.example' as UserId
const guest = guestAccountOf('a1', 'nord.example' as ServerName)
const now = 1_000_000

const event = (type: string, sender: UserId, content: Record<string, unknown>, state_key = ''): StateEvent => ({
  type,
  state_key,
  sender,
  content,
  event_id: '$1' as EventId,
  origin_server_ts: now - 1_000,
})
const room = (present: readonly UserId[], order: Partial<typeof openOrder> = {}) => [
  event(eventTypes.create, service, {}),
  event(eventTypes.callOrder, service, { ...openOrder, ...order }),
  ...present.map((person) => event(eventTypes.callMember, person, { device_id: 'PHONE' }, `_${person}_PHONE_m.call`)),
]
const fresh = { endsAt: now + 3_600_000, hasBegun: false, emptySince: null }

describe('a call with guests', () => {
  it('has begun once a host and a guest are in it, and is not over while a host is', () => {
    expect(judgeCall(fresh, room([ida]), now)).toEqual({ isOver: false, hasBegun: false, emptySince: null })
    expect(judgeCall(fresh, room([guest]), now)).toEqual({ isOver: false, hasBegun: false, emptySince: now })
    const begun = judgeCall(fresh, room([ida, guest]), now)
    expect(begun).toEqual({ isOver: false, hasBegun: true, emptySince: null })
    expect(judgeCall({ ...begun, endsAt: now - 1 }, room([ida]), now).isOver).toBe(false)
  })

  it('waits for a host whose network fails, and is over when none comes back', () => {
    const left = { ...fresh, hasBegun: true, emptySince: now - emptyMs + 1 }
    expect(judgeCall(left, room([guest]), now).isOver).toBe(false)
    expect(judgeCall(left, room([ida]), now)).toMatchObject({ isOver: false, emptySince: null })
    expect(judgeCall(left, room([guest]), now + 1).isOver).toBe(true)
  })

  it('is over when a host says so, or nobody has come in time', () => {
    expect(judgeCall(fresh, room([ida, guest], { endedAt: now }), now).isOver).toBe(true)
    expect(judgeCall(fresh, room([]), now + 3_599_999).isOver).toBe(false)
    expect(judgeCall(fresh, room([]), now + 3_600_000).isOver).toBe(true)
  })
})
