import { describe, expect, it } from 'vitest'
import { largeTile, nextSpeaker } from './layout-rules.ts'

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
