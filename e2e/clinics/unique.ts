import { randomBytes } from 'node:crypto'

/** By letters: a name of digits could be a patient's number, and is refused. */
export const unique = (name: string): string =>
  `${name}-${Array.from(randomBytes(6), (byte) => 'abcdefghkmnprstu'[byte % 16]).join('')}`

/**
 * Gives names to people of clinics where others are `known`: the one that is wanted, or one like it where it is a part of
 * another's. Who is looked for by their name is found alone, whatever other tests have made.
 */
export const namesBeside = (known: readonly string[]): ((wanted: string) => string) => {
  const taken = known.map((name) => name.toLowerCase())
  return (wanted) => {
    const name = taken.some((one) => one.includes(wanted.toLowerCase())) ? unique(wanted) : wanted
    taken.push(name.toLowerCase())
    return name
  }
}
