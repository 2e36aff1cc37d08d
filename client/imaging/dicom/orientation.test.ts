import { describe, expect, test } from 'vitest'
import { edgesOf } from './orientation.ts'

const axial = [1, 0, 0, 0, 1, 0]

describe('where the sides of the patient are', () => {
  test('an axial slice is seen from the feet', () => {
    expect(edgesOf(axial, 0)).toEqual({ top: 'A', right: 'L', bottom: 'P', left: 'R' })
  })

  test('a coronal slice has the head on top', () => {
    expect(edgesOf([1, 0, 0, 0, 0, -1], 0)).toEqual({ top: 'H', right: 'L', bottom: 'F', left: 'R' })
  })

  test('a sagittal slice has the face on the left', () => {
    expect(edgesOf([0, 1, 0, 0, 0, -1], 0)).toEqual({ top: 'H', right: 'P', bottom: 'F', left: 'A' })
  })

  test('a tilted slice is named by its two main directions', () => {
    expect(edgesOf([1, 0, 0, 0, 0.8, -0.6], 0)).toEqual({ top: 'AH', right: 'L', bottom: 'PF', left: 'R' })
  })

  test('the letters turn with the picture', () => {
    expect(edgesOf(axial, 1)).toEqual({ top: 'R', right: 'A', bottom: 'L', left: 'P' })
    expect(edgesOf(axial, 2)).toEqual({ top: 'P', right: 'R', bottom: 'A', left: 'L' })
    expect(edgesOf(axial, 4)).toEqual(edgesOf(axial, 0))
  })

  test('nothing is claimed where the file says nothing', () => {
    expect(edgesOf(null, 0)).toBeNull()
    expect(edgesOf([1, 0, 0], 0)).toBeNull()
    expect(edgesOf([1, 0, 0, 0, Number.NaN, 0], 0)).toBeNull()
  })
})
