import { expect, it } from 'vitest'
import { ignoreAbsent } from './absent-participants.ts'

it('keeps what the worker says about who has gone from livekit-client, and nothing else', () => {
  const worker = new EventTarget()
  ignoreAbsent(worker, (identity) => identity === 'there')
  const heard: unknown[] = []
  worker.addEventListener('message', (event) => heard.push((event as MessageEvent).data))
  const messages = [
    { kind: 'enable', data: { enabled: true, participantIdentity: 'there' } },
    { kind: 'enable', data: { enabled: true } },
    { kind: 'error', data: { participantIdentity: 'gone' } },
    { kind: 'initAck' },
  ]
  const gone = { kind: 'enable', data: { enabled: true, participantIdentity: 'gone' } }
  for (const data of [...messages, gone]) worker.dispatchEvent(new MessageEvent('message', { data }))
  expect(heard).toEqual(messages)
})
