/** How many there are; nothing until it is known. */
export const counted = (total: number | null, say: (count: number) => string): string =>
  total === null ? '' : say(total)
