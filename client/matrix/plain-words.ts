/** These stand apart from what is beside them. */
const apart = /^<\/?(?:br|p|div|li|ul|ol|h[1-6]|blockquote|pre|table|tr|td|th|hr)\b/i
const hidden = /<(mx-reply|script|style|title)\b[\s\S]*?<\/\1>/gi
// A bare "<" is a sign of the text, as in "Hb < 7".
const tag = /<\/?[a-z][^>]*>/gi
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const signOf = (whole: string, decimal?: string, hex?: string, name?: string): string => {
  if (name) return named[name.toLowerCase()] ?? whole
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** What formatted text says, in one line, for lists and quotes. Only ever drawn as text. */
export const plainWords = (html: string): string =>
  html
    .replace(hidden, ' ')
    .replace(tag, (found) => (apart.test(found) ? ' ' : ''))
    .replace(entity, signOf)
    .replace(/\s+/g, ' ')
    .trim()
