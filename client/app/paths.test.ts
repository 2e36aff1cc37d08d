import { describe, expect, it } from 'vitest'
import { sectionOf } from './paths.ts'

describe('an address', () => {
  it.each([
    ['/messages', 'messages'],
    ['/messages/!kV9:nord.localhost', 'messages'],
    ['/consults/new', 'consults'],
    ['/calls/!kV9', 'calls'],
    ['/settings/devices', 'settings'],
    ['/', null],
    ['/messagesx', null],
    ['/x/messages', null],
  ])('%s belongs to %s', (pathname, section) => {
    expect(sectionOf(pathname)).toBe(section)
  })
})
