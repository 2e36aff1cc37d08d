import { expect, it } from 'vitest'
import { waveformOf } from './waveform.ts'
import { mostInOnePiece, wayOf } from './way.ts'

const small = { substance: 'picture', sizeBytes: 1_000, isConsult: false, limitBytes: 100_000_000 } as const

it.each([
  ['a picture between two people', small, 'message'],
  ['a document in a group', { ...small, substance: 'other' }, 'message'],
  ['a picture of a consult', { ...small, isConsult: true }, 'case-file'],
  ['DICOM', { ...small, substance: 'dicom' }, 'case-file'],
  ['what is large', { ...small, sizeBytes: mostInOnePiece + 1 }, 'case-file'],
  ['what the homeserver would not take', { ...small, limitBytes: 999 }, 'case-file'],
  ['what is small, before the homeserver has said', { ...small, limitBytes: null }, 'message'],
] as const)('%s goes the right way', (_, file, way) => {
  expect(wayOf(file)).toBe(way)
})

it('draws loudness together without losing its peaks', () => {
  const levels = Array.from({ length: 600 }, (_, at) => (at === 311 ? 0.8 : 0.2))
  const bars = waveformOf(levels, 60)
  expect(bars).toHaveLength(60)
  expect(bars[31]).toBe(1)
  expect(bars[0]).toBe(0.25)
  expect(waveformOf([])).toEqual([])
  expect(waveformOf([0, 0])).toEqual([0, 0])
})
