import type { UserId } from '#shared/matrix/ids.ts'
import { cutAtNames } from './mentions.ts'

export type People = readonly { userId: UserId; name: string }[]

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

/** A text without formatting, with links to whom it names. */
export const textHtml = (text: string, named: People): string =>
  cutAtNames(text, named)
    .map((part) =>
      part.kind === 'text'
        ? escaped(part.text).replaceAll('\n', '<br>')
        : `<a href="https://matrix.to/#/${encodeURI(part.userId)}">${escaped(part.text)}</a>`,
    )
    .join('')
