import { describe, expect, it } from 'vitest'
import type { Shape } from '../dicom/annotations.ts'
import { type CoReadingMessage, longestMessage, readMessage, writeMessage } from './message.ts'
import type { DicomLook, DicomView } from './view.ts'

const look: DicomLook = {
  window: { centre: 40, width: 400 },
  isInverted: false,
  quarterTurns: 1,
  zoom: 2,
  centre: { x: 63.5, y: 60 },
}
const shape: Shape = {
  kind: 'length',
  points: [
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ],
}
const view: DicomView = {
  kind: 'dicom',
  instanceUid: '1.2.3',
  frame: 4,
  look,
  shapes: [shape],
  pointer: { x: 10.25, y: 11 },
}
const shown: CoReadingMessage = {
  version: 1,
  kind: 'show',
  life: 1_795_912_030_259,
  term: 1,
  sequence: 12,
  fileId: '00000000-0000-4000-8000-000000000001',
  view,
}
const textOf = (value: unknown) => JSON.stringify(value)

describe('a message of those who look at a file together', () => {
  it('is read as it was written, and fits into one packet', () => {
    expect(readMessage(writeMessage(shown))).toEqual(shown)
    expect(writeMessage(shown).length).toBeLessThan(1_000)
  })

  it.each([
    ['text that is no JSON', '{'],
    ['another version', textOf({ ...shown, version: 2 })],
    ['another kind', textOf({ ...shown, kind: 'take' })],
    ['a life that never began', textOf({ ...shown, life: 0 })],
    ['a term that is no number', textOf({ ...shown, term: '1' })],
    ['a file that is none', textOf({ ...shown, fileId: '../../etc' })],
    ['a zoom that no viewer has', textOf({ ...shown, view: { ...view, look: { ...look, zoom: 1e9 } } })],
    ['a pointer that is nowhere', textOf({ ...shown, view: { ...view, pointer: { x: null, y: 0 } } })],
    ['more shapes than anybody draws at once', textOf({ ...shown, view: { ...view, shapes: Array(9).fill(shape) } })],
    ['more than is ever sent', `${textOf(shown)}${' '.repeat(longestMessage)}`],
  ])('is nothing with %s', (_, text) => {
    expect(readMessage(text)).toBe(null)
  })
})
