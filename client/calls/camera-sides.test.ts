import { expect, test } from 'vitest'
import { isAsInMirror, otherCamera } from './camera-sides.ts'

const camera = (deviceId: string, label: string) => ({ deviceId, label })

test('a phone changes between front and back, and leaves out further ones of the same side', () => {
  const android = [
    camera('f', 'camera2 1, facing front'),
    camera('f2', 'camera2 3, facing front'),
    camera('b', 'camera2 0, facing back'),
    camera('b2', 'camera2 2, facing back'),
  ]
  expect(otherCamera(android, 'f')).toBe('b')
  expect(otherCamera(android, 'f2')).toBe('b')
  expect(otherCamera(android, 'b2')).toBe('f')
  const iphone = [
    camera('f', 'Frontkamera'),
    camera('b', 'Rückkamera'),
    camera('w', 'Rückseitige Ultra-Weitwinkelkamera'),
  ]
  expect(otherCamera(iphone, 'f')).toBe('b')
  expect(otherCamera(iphone, 'b')).toBe('f')
})

test('of cameras that do not say where they look, it is the next one, and after the last the first', () => {
  const desk = [camera('a', 'HD Webcam'), camera('b', 'Dokumentenkamera'), camera('c', '')]
  expect(otherCamera(desk, 'a')).toBe('b')
  expect(otherCamera(desk, 'c')).toBe('a')
  expect(otherCamera(desk, undefined)).toBe('b')
  expect(otherCamera(desk, 'gone')).toBe('b')
})

test('one alone has no other', () => {
  expect(otherCamera([camera('a', 'x')], 'a')).toBeNull()
  expect(otherCamera([], undefined)).toBeNull()
})

test('oneself is seen as in a mirror, and what lies before one as it is', () => {
  expect(isAsInMirror({ facingMode: 'user' })).toBe(true)
  expect(isAsInMirror({})).toBe(true)
  expect(isAsInMirror({ facingMode: 'environment' })).toBe(false)
})
