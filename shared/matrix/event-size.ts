/** Matrix takes events of 64 KiB; encrypting makes of three bytes four, and adds its envelope. */
const mostContentBytes = 44_000

/** At most so large, in JSON as UTF-8. */
const sizeOf = (content: object): number =>
  // Of what is no ASCII no sign takes more than three bytes for each unit of UTF-16.
  Array.from(JSON.stringify(content)).reduce((sum, char) => sum + (char > '\u007f' ? 3 * char.length : 1), 0)

export const fitsEvent = (content: object): boolean => sizeOf(content) <= mostContentBytes

/** By about how many signs a content is too long to be sent in one event; 0: it fits. */
export const excessOf = (content: object): number => Math.max(0, sizeOf(content) - mostContentBytes)
