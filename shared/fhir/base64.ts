const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const utf8 = (text: string): number[] =>
  Array.from(text).flatMap((char) => {
    const code = char.codePointAt(0) ?? 0xfffd
    if (code < 0x80) return [code]
    const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)]
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)]
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)]
  })

/** FHIR base64Binary of a text in UTF-8. Written out, because shared code has neither Buffer nor btoa. */
export const base64OfText = (text: string): string => {
  const bytes = utf8(text)
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3)
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const chars = [18, 12, 6, 0].map((shift) => alphabet[(group >> shift) & 0x3f])
    out += chars.map((char, index) => (index > (b === undefined ? 1 : c === undefined ? 2 : 3) ? '=' : char)).join('')
  }
  return out
}
