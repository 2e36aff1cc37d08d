import { describe, expect, test } from 'vitest'
import { ctPresets, dragWindow, presetNames, presetOf, rangeOf, windowOf } from './window.ts'

describe('window and level', () => {
  test('the ends of a window lie where the DICOM standard puts them', () => {
    // The examples of PS3.3 section C.11.2.1.2.1.
    expect(rangeOf({ centre: 2048, width: 4096 })).toEqual({ lower: 0, upper: 4095 })
    expect(rangeOf({ centre: 2048, width: 1 })).toEqual({ lower: 2047.5, upper: 2047.5 })
    expect(rangeOf({ centre: 0, width: 100 })).toEqual({ lower: -50, upper: 49 })
  })

  test.each(presetNames)('the %s window survives the way into the picture and back', (name) => {
    expect(windowOf(rangeOf(ctPresets[name]))).toEqual(ctPresets[name])
    expect(presetOf(windowOf(rangeOf(ctPresets[name])))).toBe(name)
  })

  test('a window that nobody named is nobody’s', () => {
    expect(presetOf({ centre: 41, width: 400 })).toBeNull()
  })

  test('dragging to the right widens, downwards moves the centre', () => {
    const before = { centre: 40, width: 400 }
    expect(dragWindow(before, 10, 0, 4096)).toEqual({ centre: 40, width: 440 })
    expect(dragWindow(before, 0, -10, 4096)).toEqual({ centre: 0, width: 400 })
  })

  test('the same movement does less on a picture with fewer values', () => {
    expect(dragWindow({ centre: 128, width: 256 }, 100, 0, 256).width).toBe(281)
  })

  test('a window never closes', () => {
    expect(dragWindow({ centre: 40, width: 80 }, -10_000, 0, 4096).width).toBe(1)
  })
})
