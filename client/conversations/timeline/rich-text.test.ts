import { expect, it } from 'vitest'
import { type ParsedNode, richTextOf } from './rich-text.ts'

const text = (content: string): ParsedNode => ({ nodeName: '#text', textContent: content, childNodes: [] })
const node = (nodeName: string, attributes: Record<string, string>, ...childNodes: ParsedNode[]): ParsedNode => ({
  nodeName,
  textContent: childNodes.map((child) => child.textContent).join(''),
  childNodes,
  getAttribute: (name) => attributes[name] ?? null,
})
const read = (...nodes: ParsedNode[]) => richTextOf(node('BODY', {}, ...nodes))

it('keeps what formats a text, without any attribute', () => {
  expect(read(node('P', { onclick: 'x', style: 'x' }, text('a'), node('B', {}, text('b')), node('BR', {})))).toEqual([
    {
      kind: 'element',
      name: 'p',
      children: [
        { kind: 'text', text: 'a' },
        { kind: 'element', name: 'strong', children: [{ kind: 'text', text: 'b' }] },
        { kind: 'element', name: 'br', children: [] },
      ],
    },
  ])
})

it.each(['SCRIPT', 'STYLE', 'IFRAME', 'MX-REPLY', '#comment'])('shows nothing of %s', (name) => {
  expect(read(node(name, {}, text('alert(1)')))).toEqual([])
})

it.each(['FONT', 'SPAN', 'MARQUEE', 'SVG', 'FORM'])('reads %s as the text in it', (name) => {
  expect(read(node(name, {}, text('x')))).toEqual([{ kind: 'text', text: 'x' }])
})

it('fetches no picture, and says what it shows', () => {
  expect(read(node('IMG', { src: 'https://spy.example/x.png', alt: 'EKG' }))).toEqual([{ kind: 'text', text: 'EKG' }])
})

it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/admin', 'https://a@b.example/', 'x'])(
  'leads nowhere for %s',
  (href) => {
    expect(read(node('A', { href }, text('x')))).toEqual([{ kind: 'text', text: 'x' }])
  },
)

it('leads to web addresses, and knows who is meant', () => {
  expect(read(node('A', { href: 'https://awmf.example/x' }, text('Leitlinie')))).toEqual([
    { kind: 'link', href: 'https://awmf.example/x', children: [{ kind: 'text', text: 'Leitlinie' }] },
  ])
  expect(read(node('A', { href: 'https://matrix.to/#/@ida:nord.example' }, text('@Ida')))).toEqual([
    { kind: 'mention', userId: '@ida:nord.example', text: '@Ida' },
  ])
})

it('gives up on what is too deep or too much, so that the plain text is shown', () => {
  const deep = Array.from({ length: 60 }).reduce<ParsedNode>((inner) => node('B', {}, inner), text('x'))
  expect(read(deep)).toBeNull()
  expect(read(...Array.from({ length: 5_001 }, () => text('x')))).toBeNull()
})
