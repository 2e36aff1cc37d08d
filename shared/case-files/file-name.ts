const maxLength = 200
/** Controls, path separators, and what turns the direction of writing so that "exe.fdp" reads as a PDF. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/gu

/** A name that shows what it is and stays in its folder, whoever chose it. */
export const safeFileName = (name: string): string => {
  const cleaned = name.replace(unsafe, '').trim().replace(/^\.+/, '')
  if (cleaned.length <= maxLength) return cleaned || 'file'
  const ending = /\.[^.]{1,12}$/.exec(cleaned)?.[0] ?? ''
  return cleaned.slice(0, maxLength - ending.length) + ending
}
