const isTitle = (word: string): boolean => /\.$/u.test(word) || /^(?:dr|prof|pd|med|univ|dipl)$/iu.test(word)

/** First and last name without titles: "Prof. Dr. med. Jana von Weber" is JW. */
export const initialsOf = (name: string): string => {
  const words = name.split(/[\s,]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const own = words.filter((word) => !isTitle(word))
  const used = own.length > 0 ? own : words
  const letters = [used[0], used.length > 1 ? used.at(-1) : undefined].map(
    (word) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? '',
  )
  return letters.join('').toLocaleUpperCase('de') || '?'
}

const hues = 6

/** One of the six grounds of `Avatar.module.css`; the same name always has the same one. */
export const hueOf = (name: string): number => {
  let sum = 0
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521
  return sum % hues
}
