import * as v from 'valibot'
import { type UserId, userId } from '#shared/matrix/ids.ts'
import { hrefOf } from './linkify.ts'

/** What a formatted message may look like: a tree of our own, never the markup that somebody sent. */
export type RichNode =
  | { kind: 'text'; text: string }
  | { kind: 'element'; name: ElementName; children: RichNode[] }
  | { kind: 'link'; href: string; children: RichNode[] }
  | { kind: 'mention'; userId: UserId; text: string }

const elements = {
  P: 'p',
  DIV: 'p',
  BR: 'br',
  STRONG: 'strong',
  B: 'strong',
  EM: 'em',
  I: 'em',
  DEL: 's',
  S: 's',
  STRIKE: 's',
  U: 'u',
  SUB: 'sub',
  SUP: 'sup',
  CODE: 'code',
  PRE: 'pre',
  BLOCKQUOTE: 'blockquote',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  // Headings of a message are none of the page.
  H1: 'strong',
  H2: 'strong',
  H3: 'strong',
  H4: 'strong',
  H5: 'strong',
  H6: 'strong',
  TABLE: 'table',
  THEAD: 'thead',
  TBODY: 'tbody',
  TR: 'tr',
  TH: 'th',
  TD: 'td',
  HR: 'hr',
} as const
export type ElementName = (typeof elements)[keyof typeof elements]

/** These show nothing, or, for older clients, what is answered. */
const dropped: readonly string[] = ['SCRIPT', 'STYLE', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'IFRAME', 'OBJECT', 'MX-REPLY']

const mostNodes = 5_000
const mostDepth = 50

/** What we need of a node of a parsed document. */
export type ParsedNode = {
  nodeName: string
  textContent: string | null
  childNodes: Iterable<ParsedNode>
  getAttribute?(name: string): string | null
}

class TooMuch extends Error {
  override name = 'TooMuch'
}

const nameOf = (nodeName: string): ElementName | null => (elements as Record<string, ElementName>)[nodeName] ?? null

const userLink = /^https:\/\/matrix\.to\/#\/(@[^/?]+)$/

/** Whom a link means, as Matrix writes it. */
const mentioned = (href: string): UserId | null => {
  const id = v.safeParse(userId, decodeURIComponent(userLink.exec(href)?.[1] ?? ''))
  return id.success ? id.output : null
}

/** By an allow-list: what it does not know is read as the text that is in it. Null when it is too much to draw. */
export const richTextOf = (root: ParsedNode): RichNode[] | null => {
  let nodes = 0
  const read = (node: ParsedNode, depth: number): RichNode[] => {
    nodes += 1
    if (nodes > mostNodes || depth > mostDepth) throw new TooMuch()
    const { nodeName } = node
    if (nodeName === '#text') return node.textContent ? [{ kind: 'text', text: node.textContent }] : []
    if (nodeName.startsWith('#') || dropped.includes(nodeName)) return []
    if (nodeName === 'IMG') return [{ kind: 'text', text: node.getAttribute?.('alt') ?? '' }]
    const children = [...node.childNodes].flatMap((child) => read(child, depth + 1))
    if (nodeName === 'A') {
      const href = node.getAttribute?.('href') ?? ''
      const person = mentioned(href)
      if (person) return [{ kind: 'mention', userId: person, text: node.textContent ?? '' }]
      const safe = hrefOf(href)
      return safe ? [{ kind: 'link', href: safe, children }] : children
    }
    const name = nameOf(nodeName)
    return name ? [{ kind: 'element', name, children }] : children
  }
  try {
    return [...root.childNodes].flatMap((child) => read(child, 0))
  } catch (thrown) {
    if (thrown instanceof TooMuch) return null
    throw thrown
  }
}

/** The document is only read: nothing in it runs or is fetched. */
export const parseRichText = (html: string): RichNode[] | null =>
  richTextOf(new DOMParser().parseFromString(html, 'text/html').body)
