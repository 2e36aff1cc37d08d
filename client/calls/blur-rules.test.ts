import { expect, test } from 'vitest'
import { delegateFor, watchStrain } from './blur-rules.ts'

test('a machine that only imitates a graphics processor finds people without it', () => {
  for (const imitated of [
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'llvmpipe (LLVM 19.1.7, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver, D3D11)',
    '',
  ])
    expect(delegateFor(imitated)).toBe('CPU')
  expect(delegateFor('ANGLE (Intel, Mesa Intel(R) UHD Graphics 620, OpenGL 4.6)')).toBe('GPU')
  expect(delegateFor('Apple GPU')).toBe('GPU')
})

test('blur is said to be too much when pictures take long over seconds, and no more when they do not', () => {
  const said: boolean[] = []
  let atMs = 0
  const frame = watchStrain(
    (isStrained) => said.push(isStrained),
    () => atMs,
  )
  const run = (pictures: number, processingMs: number) => {
    for (let picture = 0; picture < pictures; picture += 1) {
      atMs += 100
      frame(processingMs)
    }
  }
  run(29, 400)
  expect(said).toEqual([])
  run(1, 400)
  expect(said).toEqual([true])
  // One slow picture among many is none.
  run(29, 20)
  run(1, 900)
  expect(said).toEqual([true, false])
})
