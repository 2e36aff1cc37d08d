import { describe, expect, it } from 'vitest'
import { columnsOf, largeTile, nextSpeaker } from './layout-rules.ts'

const tile = (key: string, { isSpeaking = false, source = 'camera' as 'camera' | 'screen', isOwn = false } = {}) => ({
  key,
  source,
  isSpeaking,
  member: { isThisDevice: isOwn },
})
const free = { layout: 'speaker', pinned: null, speaker: null } as const

describe('who is shown large', () => {
  it('is who spoke last, until another one speaks: nobody jumps about in a pause', () => {
    const quiet = [tile('me', { isOwn: true }), tile('ida'), tile('emil')]
    expect(nextSpeaker(null, quiet)).toBe('ida')
    expect(nextSpeaker('emil', quiet)).toBe('emil')
    expect(nextSpeaker('emil', [tile('ida', { isSpeaking: true }), tile('emil', { isSpeaking: true })])).toBe('emil')
    expect(nextSpeaker('emil', [tile('ida', { isSpeaking: true }), tile('emil')])).toBe('ida')
  })

  it('is never oneself for speaking', () => {
    expect(nextSpeaker(null, [tile('me', { isOwn: true, isSpeaking: true })])).toBeNull()
    expect(nextSpeaker('gone', [tile('me', { isOwn: true, isSpeaking: true }), tile('ida')])).toBe('ida')
  })

  it('is a shared screen before who speaks, and what one pinned before both', () => {
    const tiles = [tile('screen', { source: 'screen' }), tile('ida'), tile('emil')]
    expect(largeTile(tiles, { ...free, speaker: 'ida' })).toBe('screen')
    expect(largeTile(tiles, { ...free, layout: 'grid' })).toBe('screen')
    expect(largeTile(tiles, { ...free, pinned: 'emil', speaker: 'ida' })).toBe('emil')
  })

  it('is nobody in a grid, and somebody else when who was pinned has gone', () => {
    const tiles = [tile('ida'), tile('emil')]
    expect(largeTile(tiles, { ...free, layout: 'grid' })).toBeNull()
    expect(largeTile(tiles, { ...free, pinned: 'gone', speaker: 'emil' })).toBe('emil')
    expect(largeTile([], free)).toBeNull()
  })
})

describe('pictures beside each other', () => {
  const desk = { width: 1300, height: 720 }
  const phone = { width: 344, height: 540 }
  it('are as many as leave all in view, and each as large as it can be; two on a phone that many do not fit', () => {
    expect([1, 2, 3, 4, 6, 8, 25].map((count) => columnsOf(count, desk))).toEqual([1, 2, 2, 2, 3, 3, 7])
    expect([1, 2, 3, 4, 6, 8, 25].map((count) => columnsOf(count, phone))).toEqual([1, 1, 1, 2, 2, 2, 2])
  })

  it('are one where nothing has been measured yet', () => {
    expect(columnsOf(4, { width: 0, height: 0 })).toBe(1)
    expect(columnsOf(0, desk)).toBe(1)
  })
})
