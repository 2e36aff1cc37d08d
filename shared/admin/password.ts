const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
/** The largest multiple of their number that a byte holds: what is above would make the first ones likelier. */
const fair = 256 - (256 % letters.length)
const groups = 4
const groupLength = 4

/** Four groups of four, without letters that look alike: some 79 bits. `random`: so many bytes that nobody can guess. */
export const makePassword = (random: (count: number) => Uint8Array): string => {
  let text = ''
  while (text.length < groups * groupLength)
    for (const byte of random(groups * groupLength)) if (byte < fair) text += letters[byte % letters.length]
  return Array.from({ length: groups }, (_, at) => text.slice(at * groupLength, (at + 1) * groupLength)).join('-')
}
