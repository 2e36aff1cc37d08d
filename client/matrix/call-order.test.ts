import { MatrixError } from 'matrix-js-sdk'
import { createRoot } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { openOrder } from '#shared/calls/order.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { followOrder } from './call-order.ts'

const emil = '@emil:sued.example' as UserId

/** A homeserver that keeps the state, and a sync that has brought none of it yet. */
const homeserver = () => {
  let kept: unknown
  let isDown = false
  const client = {
    on: () => {},
    off: () => {},
    getRoom: () => null,
    getStateEvent: async () => {
      if (isDown) throw new MatrixError({ errcode: 'M_UNKNOWN' }, 500)
      if (kept === undefined) throw new MatrixError({ errcode: 'M_NOT_FOUND' }, 404)
      return kept
    },
    sendStateEvent: async (_room: string, _type: string, content: unknown) => {
      await Promise.resolve()
      kept = content
    },
  }
  const order = createRoot(() => followOrder(client as never, '!room' as RoomId))
  return {
    order,
    kept: () => kept,
    breakDown(down: boolean) {
      isDown = down
    },
  }
}

describe('the order in a call that people made', () => {
  it('keeps what was changed a moment ago, before sync has brought it', async () => {
    const { order, kept } = homeserver()
    await order.write({ kind: 'remove', person: emil })
    await Promise.all([order.write({ kind: 'lock', present: [] }), order.write({ kind: 'let-wait', present: [] })])
    expect(kept()).toEqual({ ...openOrder, isLocked: true, isWaiting: true, removed: [emil] })
  })

  it('writes nothing over what it could not read, and goes on afterwards', async () => {
    const { order, kept, breakDown } = homeserver()
    breakDown(true)
    await expect(order.write({ kind: 'lock', present: [] })).rejects.toThrow('internal')
    expect(kept()).toBeUndefined()
    breakDown(false)
    await order.write({ kind: 'lock', present: [] })
    expect(kept()).toMatchObject({ isLocked: true })
  })
})
