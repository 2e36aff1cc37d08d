import { describe, expect, it } from 'vitest'
import { coverOf } from '#shared/matrix/cover-content.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { sendToBoth } from './send-to-both.ts'

const to = { room: '!emil' as RoomId, absent: '@emil:sued.example' as UserId, cover: '@sofia:sued.example' as UserId }
const text = { msgtype: 'm.text', body: 'Bitte ansehen.' }

const open = (openDirect: () => Promise<RoomId> = async () => '!sofia' as RoomId, mayReach = () => true) => {
  const sent: { roomId: string; content: Record<string, unknown> }[] = []
  const parts = {
    send: async (roomId: RoomId, content: Record<string, unknown>) => void sent.push({ roomId, content }),
    openDirect,
    mayReach,
  }
  return { parts, sent, said: () => sent.map(({ roomId, content }) => [roomId, coverOf(content)]) }
}

describe('what is written to somebody who is away', () => {
  it('goes to them and to their cover, and says so to both', async () => {
    const { parts, said, sent } = open()
    expect(await sendToBoth(parts, to, text)).toBeNull()
    expect(said()).toEqual([
      ['!emil', { kind: 'sent-to', userId: to.cover }],
      ['!sofia', { kind: 'for', userId: to.absent }],
    ])
    expect(sent.map(({ content }) => content['body'])).toEqual([text.body, text.body])
  })

  it('goes to them alone when the cover cannot be reached, and claims nothing else', async () => {
    const { parts, said } = open(() => Promise.reject(new Error('refused')))
    expect(await sendToBoth(parts, to, text)).toMatchObject({ error: { message: 'refused' } })
    expect(said()).toEqual([['!emil', null]])
  })

  it('goes to them alone when messages are not agreed with the clinic of the cover, known there or not', async () => {
    const { parts, said } = open(undefined, () => false)
    expect(await sendToBoth(parts, to, text)).toBeNull()
    expect(said()).toEqual([['!emil', null]])
  })

  it('carries no reference to a message that the cover does not have', async () => {
    const { parts, sent } = open()
    await sendToBoth(parts, to, { ...text, 'm.relates_to': { 'm.in_reply_to': { event_id: '$1' } } })
    expect(sent.map(({ content }) => 'm.relates_to' in content)).toEqual([true, false])
  })

  it('is made anew for the cover when it carries a file, whose key belongs to one message', async () => {
    const { parts, sent } = open()
    await sendToBoth(parts, to, { msgtype: 'm.image', body: 'first' }, async () => ({
      msgtype: 'm.image',
      body: 'second',
    }))
    expect(sent.map(({ content }) => content['body'])).toEqual(['first', 'second'])
  })

  it.each([
    { ...text, 'm.new_content': text },
    { msgtype: 'm.image', body: 'ct.png' },
  ])('stays with them when it is a correction or no text', async (content) => {
    const { parts, sent } = open()
    await sendToBoth(parts, to, content)
    expect(sent).toEqual([{ roomId: '!emil', content }])
  })
})
