import { expect, it } from 'vitest'
import { dropAnswersForGone } from './answers-for-gone.ts'

it('passes on what the encryption worker answers, but for those who have left', () => {
  const heard: unknown[] = []
  const worker: Pick<Worker, 'onmessage'> = { onmessage: (event: MessageEvent) => void heard.push(event.data) }
  const there = new Set(['emil'])
  dropAnswersForGone(worker, { getParticipantByIdentity: (identity) => (there.has(identity) ? {} : undefined) })
  const answer = (data: unknown) => worker.onmessage?.call(worker as Worker, { data } as MessageEvent)
  const emil = { kind: 'enable', data: { enabled: true, participantIdentity: 'emil' } }
  const others = [
    { kind: 'initAck', data: { enabled: false } },
    { kind: 'error', data: { error: 'no key', participantIdentity: 'jonas' } },
    // Said of oneself before one has a name.
    { kind: 'enable', data: { enabled: true, participantIdentity: '' } },
  ]
  for (const data of [emil, ...others]) answer(data)
  there.clear()
  answer(emil)
  expect(heard).toEqual([emil, ...others])
})
