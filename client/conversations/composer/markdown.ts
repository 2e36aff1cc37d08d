import { Marked, type MarkedToken, type Token, type Tokens } from 'marked'
import { escaped, type People, textHtml } from './text-html.ts'

/**
 * The part of Markdown that cannot change what a clinical text says: bold, italic with underscores, struck through, code,
 * links and tables. The rest stays as it was typed, because it means something here: "> 38,5", "# Radius", "+ Babinski",
 * "5. Tag", "5*3*2", "~5 ml".
 */
const reader = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    blockquote: () => undefined,
    code: () => undefined,
    def: () => undefined,
    heading: () => undefined,
    hr: () => undefined,
    html: () => undefined,
    lheading: () => undefined,
    list: () => undefined,
    reflink: () => undefined,
    tag: () => undefined,
    autolink: () => undefined,
    url: () => undefined,
    // Only before the signs that mean something here.
    escape(source) {
      const sign = /^\\([*_~`|[\]\\])/.exec(source)?.[1]
      return sign === undefined ? undefined : { type: 'escape', raw: `\\${sign}`, text: sign }
    },
    // One star multiplies, one tilde says "about".
    emStrong: (source) => (/^\*(?!\*)/.test(source) ? undefined : false),
    del: (source) => (source.startsWith('~~') ? false : undefined),
  },
})

const plainKinds: readonly string[] = ['paragraph', 'text', 'space', 'br', 'escape']

const isMarkedToken = (token: Token): token is MarkedToken => token.type !== 'generic'

/** Whether anything is more than letters. */
const isRich = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token) => !plainKinds.includes(token.type) || ('tokens' in token && token.tokens ? isRich(token.tokens) : false),
  )

const isWebAddress = (href: string) => /^https?:\/\//i.test(href)

/** The text as HTML for other clients; null when nothing in it is formatted. */
export const markdownHtml = (text: string, named: People): string | null => {
  const draw = (tokens: readonly Token[] | undefined): string => (tokens ?? []).map(drawOne).join('')
  const row = (cells: readonly Tokens.TableCell[], name: 'th' | 'td') =>
    `<tr>${cells.map(({ tokens }) => `<${name}>${draw(tokens)}</${name}>`).join('')}</tr>`
  const drawOne = (token: Token): string => {
    if (!isMarkedToken(token)) return escaped(token.raw)
    switch (token.type) {
      case 'paragraph':
        return `<p>${draw(token.tokens)}</p>`
      case 'space':
        return ''
      case 'br':
        return '<br>'
      case 'text':
        return token.tokens ? draw(token.tokens) : textHtml(token.raw, named)
      case 'escape':
        return escaped(token.text)
      case 'strong':
      case 'em':
      case 'del':
        return `<${token.type}>${draw(token.tokens)}</${token.type}>`
      case 'codespan':
        return `<code>${escaped(token.text)}</code>`
      case 'code':
        return `<pre><code>${escaped(token.text)}</code></pre>`
      case 'link':
        return isWebAddress(token.href)
          ? `<a href="${escaped(token.href)}">${draw(token.tokens)}</a>`
          : escaped(token.raw)
      case 'table': {
        const body = token.rows.map((cells) => row(cells, 'td')).join('')
        return `<table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table>`
      }
      default:
        return escaped(token.raw)
    }
  }
  const tokens = reader.lexer(text)
  return isRich(tokens) ? draw(tokens) : null
}
