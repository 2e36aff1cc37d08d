export type TextPart = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const candidates = /https?:\/\/[^\s<>„“”«»"'`\p{Cf}]+/giu
const closers: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

const count = (text: string, sign: string) => text.split(sign).length - 1

/** A full stop or bracket after an address belongs to the sentence. */
const withoutTail = (address: string): string => {
  let rest = address
  for (;;) {
    const last = rest.at(-1) ?? ''
    const opener = closers[last]
    const isTail = '.,;:!?…*_~'.includes(last) || (opener && count(rest, last) > count(rest, opener))
    if (!last || !isTail) return rest
    rest = rest.slice(0, -1)
  }
}

/** Where an address leads; null when it is none of the web, or hides where it leads. */
export const hrefOf = (address: string): string | null => {
  const url = URL.parse(address)
  if (!url?.hostname || !['http:', 'https:'].includes(url.protocol)) return null
  // "https://clinic.example@elsewhere.example" does not lead where it seems to.
  if (url.username || url.password) return null
  return url.href
}

/** A text cut into plain parts and web addresses, nothing lost. */
export const linkify = (text: string): TextPart[] => {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(candidates)) {
    const address = withoutTail(match[0])
    const href = hrefOf(address)
    if (!href) continue
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    parts.push({ kind: 'link', text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
