import { cutAtNames } from './mentions.ts'
import { type People, textHtml } from './text-html.ts'

/** Signs that may format something. */
const marks = /[*_~`|[]/

/**
 * The text as other clients and ours draw it; null when there is nothing but letters. What reads Markdown is loaded when
 * somebody uses it first; if it cannot be, the text goes as it was typed.
 */
export const formatted = async (text: string, named: People): Promise<string | null> => {
  if (marks.test(text)) {
    const markdown = await import('./markdown.ts').catch(() => null)
    const html = markdown?.markdownHtml(text, named) ?? null
    if (html !== null) return html
  }
  return cutAtNames(text, named).some(({ kind }) => kind === 'mention') ? textHtml(text, named) : null
}
