import { expect, it } from 'vitest'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import { messageContent, plain } from './message-content.ts'

const jonas = '@jonas:sued.example' as UserId
const eva = '@eva:sued.example' as UserId
const question = '$question' as EventId

it('is the text, with nobody named', () => {
  expect(messageContent('Hallo', plain)).toEqual({ msgtype: 'm.text', body: 'Hallo', 'm.mentions': {} })
})

it('answers without repeating what it answers, tells whose that was, and opens no thread', () => {
  expect(
    messageContent('Ja', { ...plain, replyTo: { eventId: question, sender: jonas }, mentions: [jonas, eva] }),
  ).toEqual({
    msgtype: 'm.text',
    body: 'Ja',
    'm.mentions': { user_ids: [jonas, eva] },
    'm.relates_to': { 'm.in_reply_to': { event_id: question } },
  })
})

it('carries the same text for clients that show more than letters', () => {
  expect(messageContent('**Ja**', { ...plain, html: '<strong>Ja</strong>' })).toMatchObject({
    body: '**Ja**',
    format: 'org.matrix.custom.html',
    formatted_body: '<strong>Ja</strong>',
  })
})

it('takes the place of an earlier text, and calls nobody a second time', () => {
  const edits = { eventId: question, mentions: [jonas], everybody: false }
  expect(messageContent('Nein', { ...plain, edits, mentions: [jonas, eva] })).toEqual({
    msgtype: 'm.text',
    body: '* Nein',
    'm.mentions': { user_ids: [eva] },
    'm.new_content': { msgtype: 'm.text', body: 'Nein', 'm.mentions': { user_ids: [jonas, eva] } },
    'm.relates_to': { rel_type: 'm.replace', event_id: question },
  })
})

it('calls everybody, and not once more when it is corrected', () => {
  const all = { ...plain, everybody: true }
  expect(messageContent('@alle kommen', all)['m.mentions']).toEqual({ room: true })
  const edits = { eventId: question, mentions: [], everybody: true }
  expect(messageContent('@alle jetzt kommen', { ...all, edits })).toMatchObject({
    'm.mentions': {},
    'm.new_content': { 'm.mentions': { room: true } },
  })
})

it('fits into an event, however long the text is', () => {
  const long = 'x'.repeat(44_000)
  const edits = { eventId: question, mentions: [], everybody: false }
  for (const context of [plain, { ...plain, edits }]) {
    const content = messageContent(long, { ...context, html: `<p>${long}</p>` })
    expect(JSON.stringify(content).length).toBeLessThan(46_000)
    expect(JSON.stringify(content)).toContain(long)
  }
})
