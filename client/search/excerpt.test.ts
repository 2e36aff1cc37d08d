import { describe, expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

const shown = (text: string, typed: string) =>
  excerptOf(text, typed)
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('')

describe('the excerpt of a message', () => {
  it('marks every word that was sought, also inside a compound and without its umlaut', () => {
    expect(shown('Herzgeräusch links, Geräusch am Apex.', 'geraeusch')).toBe(
      '[Herzgeräusch] links, [Geräusch] am Apex.',
    )
  })

  it('begins shortly before the first of them, at a word, and ends after some lines', () => {
    const long = `${'Vorgeschichte ohne Befund. '.repeat(20)}Dann Lyse begonnen. ${'Weiterer Verlauf gut. '.repeat(20)}`
    const text = shown(long, 'lyse')
    expect(text).toMatch(/^… \S.*Dann \[Lyse\] begonnen\./)
    expect(text.length).toBeLessThan(220)
    expect(text).toMatch(/ …$/)
  })

  it('is the beginning when only filters were set', () => {
    expect(shown('Kurzer Text.', '')).toBe('Kurzer Text.')
  })
})
