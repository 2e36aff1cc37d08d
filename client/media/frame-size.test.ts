import { expect, it } from 'vitest'
import { frameSize } from './frame-size.ts'

it.each([
  ['large', { width: 4000, height: 3000 }, { width: 320, height: 240 }],
  ['upright', { width: 3000, height: 4000 }, { width: 240, height: 320 }],
  ['small', { width: 200, height: 100 }, { width: 200, height: 100 }],
  ['tiny', { width: 4, height: 4 }, { width: 96, height: 72 }],
  ['a strip', { width: 10_000, height: 10 }, { width: 320, height: 72 }],
  ['of unknown size', null, { width: 240, height: 180 }],
])('a picture that is %s has its place before it is there', (_, size, frame) => {
  expect(frameSize(size)).toEqual(frame)
})
