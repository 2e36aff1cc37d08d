import { describe, expect, it } from 'vitest'
import { linkify } from './linkify.ts'

const links = (text: string) => linkify(text).flatMap((part) => (part.kind === 'link' ? [part.text] : []))
const whole = (text: string) =>
  linkify(text)
    .map((part) => part.text)
    .join('')

describe('a web address in a message', () => {
  it.each([
    ['Siehe https://leitlinien.example/acs.', ['https://leitlinien.example/acs']],
    ['(https://example.org/a_(b))', ['https://example.org/a_(b)']],
    ['„https://example.org/a“', ['https://example.org/a']],
    ['http://a.example und https://b.example/?q=1&r=2#x!', ['http://a.example', 'https://b.example/?q=1&r=2#x']],
    ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
  ])('is found in %j', (text, expected) => {
    expect(links(text)).toEqual(expected)
    expect(whole(text)).toBe(text)
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.org',
    'https://klinik.example@anderswo.example/',
    'https://',
    'RR 120/80, s. Akte',
    '',
  ])('is not seen in %j', (text) => {
    expect(links(text)).toEqual([])
    expect(whole(text)).toBe(text)
  })

  it('ends where an invisible sign could turn its direction', () => {
    expect(links('https://example.org/\u202Efdp.exe')).toEqual(['https://example.org/'])
  })
})
