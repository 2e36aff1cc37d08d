import { expect } from 'vitest'
import { takePicture } from '../browser.ts'
import type { Person } from './person.ts'

/** Runs a story; when it fails, there is a picture of what each of them saw, and what their pages reported. */
export const story = async (
  name: string,
  people: readonly Pick<Person, 'name' | 'page' | 'faults'>[],
  tell: () => Promise<void>,
): Promise<void> => {
  try {
    await tell()
    for (const person of people) expect(person.faults, `faults on the page of ${person.name}`).toEqual([])
  } catch (error) {
    const pictures = await Promise.all(
      people.map((person, at) => takePicture(person.page, `failed ${name} ${at + 1}`).catch(() => 'no picture')),
    )
    const said = people.flatMap(({ faults }) => faults)
    const faults = said.length > 0 ? `; their pages said: ${said.join(' | ')}` : ''
    throw new Error(`${name} failed; see ${pictures.join(' and ')}${faults}`, { cause: error })
  }
}
