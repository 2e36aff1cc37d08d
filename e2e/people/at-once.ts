import type { Person } from './person.ts'

/**
 * Holds what these send to an address until each of them has sent it: a race is one then, whatever else the machine
 * does. Once for each of them.
 */
export const atOnce = async (people: readonly Person[], address: string | RegExp): Promise<void> => {
  const allHaveSent = Promise.withResolvers<void>()
  const toCome = new Set(people)
  const hold = (person: Person) =>
    person.page.route(address, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      toCome.delete(person)
      if (toCome.size === 0) allHaveSent.resolve()
      await allHaveSent.promise
      await route.continue()
    })
  await Promise.all(people.map(hold))
}
