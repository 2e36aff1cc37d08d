import { expect, it } from 'vitest'
import type { DeviceId, EventId, UserId } from '#shared/matrix/ids.ts'
import { withUrgency } from '#shared/urgent/message.ts'
import { copyIn, editedAt, newestText } from './message-of.ts'

const nina = '@nina:nord.localhost' as UserId
const eve = '@eve:sued.localhost' as UserId
const alertId = '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11'
const of = { alertId, requester: nina }
const said = (name: string, content: Record<string, unknown>, rest = {}) => ({
  eventId: `$${name}` as EventId,
  sender: nina,
  at: 1,
  encrypted: true,
  content,
  ...rest,
})
const urgent = { alertId, priority: 'stat', answerWithin: 60_000 } as const
const message = said('message', withUrgency({ body: 'EKG' }, urgent, 'DEVICE' as DeviceId))
const edit = (body: string, rest = {}, to = '$message') =>
  said(
    body,
    { body: `* ${body}`, 'm.new_content': { body }, 'm.relates_to': { rel_type: 'm.replace', event_id: to } },
    rest,
  )

it('an urgent message says what its sender has corrected it to last, and when', () => {
  const copy = copyIn([message, edit('EKG 7', { at: 5 }), edit('EKG 8', { at: 9 })], of)
  expect(copy && [newestText(copy), editedAt(copy), copy.edits.length]).toEqual(['EKG 8', 9, 2])
  const untouched = copyIn([message], of)
  expect(untouched && [newestText(untouched), editedAt(untouched)]).toEqual(['EKG', null])
})

it('no urgent message is what somebody else said, what came in the clear, and what belongs to another', () => {
  const foreign = [edit('no', { sender: eve }), edit('no', { encrypted: false }), edit('no', {}, '$other')]
  expect(copyIn([message, ...foreign], of)).toMatchObject({ text: 'EKG', edits: [] })
  for (const other of [{ ...message, sender: eve }, { ...message, encrypted: false }, said('x', { body: 'EKG' })])
    expect(copyIn([other], of)).toBeNull()
})
