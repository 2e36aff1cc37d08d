import { describe, expect, it } from 'vitest'
import { isPin, isRight, mostWrongTries, recordOf, waitAfterMs } from './pin.ts'

describe('the PIN of the screen lock', () => {
  it('is four to twelve digits', () => {
    expect(['1234', '123456789012'].every(isPin)).toBe(true)
    expect(['', '123', '12a4', '1234567890123', ' 1234', '١٢٣٤'].some(isPin)).toBe(false)
  })

  it('opens, and no other does', async () => {
    const record = await recordOf('482913', 15)
    expect(await isRight(record, '482913')).toBe(true)
    expect(await isRight(record, '482914')).toBe(false)
  })

  it('is not written down, and looks different on every device', async () => {
    const [one, other] = await Promise.all([recordOf('482913', 15), recordOf('482913', 15)])
    expect(JSON.stringify(one)).not.toContain('482913')
    expect(one.hash).not.toEqual(other.hash)
  })

  it('makes whoever guesses wait longer and longer', () => {
    const waits = Array.from({ length: mostWrongTries }, (_, at) => waitAfterMs(at + 1) / 1_000)
    expect(waits).toEqual([0, 0, 5, 10, 20, 40, 60, 60, 60, 60])
  })
})
