import { expect } from 'vitest'
import type { Person } from './person.ts'

/** Runs a story; when it fails, there is a picture of what each of them saw. */
export const story = async (name: string, people: readonly Person[], tell: () => Promise<void>): Promise<void> => {
  try {
    await tell()
    for (const person of people) expect(person.faults, `faults on the page of ${person.name}`).toEqual([])
  } catch (error) {
    const pictures = await Promise.all(people.map((person, at) => person.picture(`failed ${name} ${at + 1}`)))
    throw new Error(`${name} failed; see ${pictures.join(' and ')}`, { cause: error })
  }
}
