import { expect, test } from 'vitest'
import { keptDevicesOf, presentOr } from './kept-devices.ts'

const kept = (text: string | null) => keptDevicesOf(() => ({ getItem: () => text }))

test('devices of the last call come back; whatever else was stored is as the first time', () => {
  expect(kept(JSON.stringify({ camera: false, microphone: true, microphoneId: 'headset' }))).toEqual({
    camera: false,
    microphone: true,
    microphoneId: 'headset',
    blur: false,
    quiet: false,
  })
  const first = { camera: true, microphone: true, blur: false, quiet: false }
  for (const odd of [null, 'x', '[]', '{"cameraId":7}']) expect(kept(odd)).toEqual(first)
})

test('a device that was unplugged is replaced by the first that is there', () => {
  const devices = [{ deviceId: 'built-in' }, { deviceId: 'headset' }]
  expect(presentOr(devices, 'headset')).toBe('headset')
  expect(presentOr(devices, 'gone')).toBe('built-in')
  expect(presentOr([], 'gone')).toBe('')
})
