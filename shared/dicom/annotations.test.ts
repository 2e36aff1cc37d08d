import * as v from 'valibot'
import { expect, test } from 'vitest'
import { eventId, userId } from '../matrix/ids.ts'
import { annotationKind, annotationsOf } from './annotations.ts'

const file = '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
const [ida, emil] = [v.parse(userId, '@ida:nord.example'), v.parse(userId, '@emil:sued.example')]
const length = {
  kind: 'length',
  points: [
    { x: 1, y: 2 },
    { x: 3.5, y: 4 },
  ],
}
const placed = { version: 1, fileId: file, instanceUid: '2.25.1', frame: 0, shape: length }
const event = (id: string, sender: typeof ida, content: unknown, encrypted = true) => ({
  eventId: v.parse(eventId, `$${id}`),
  sender,
  at: 1,
  encrypted,
  content,
})

test('what was drawn stands until the one who drew it takes it away', () => {
  const drawn = event('a', ida, placed)
  const removal = { version: 1, fileId: file, removes: '$a' }
  expect(annotationsOf([drawn], file)).toMatchObject([{ sender: ida, shape: length }])
  expect(annotationsOf([drawn, event('b', emil, removal)], file)).toHaveLength(1)
  expect(annotationsOf([drawn, event('b', ida, removal)], file)).toEqual([])
})

test('is said in a word to those who do not look at the picture', () => {
  expect(
    [placed, { ...placed, shape: { kind: 'key-image' } }, { version: 1, fileId: file, removes: '$a' }, {}].map(
      annotationKind,
    ),
  ).toEqual(['measured', 'key-image', 'removed', null])
})

test('what came in the clear, of another file, or is none, is not drawn', () => {
  expect(
    annotationsOf(
      [
        event('a', ida, placed, false),
        event('b', ida, { ...placed, fileId: '0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d01' }),
        event('c', ida, { ...placed, shape: { kind: 'length', points: [{ x: 1, y: Number.NaN }] } }),
        event('d', ida, { ...placed, frame: -1 }),
      ],
      file,
    ),
  ).toEqual([])
})
