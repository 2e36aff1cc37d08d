import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desktop, openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { unique } from '../clinics/unique.ts'
import { countFrames, hangUp, joinCall, ownCameras, pictureOf, soundOf, useOwnCamera } from '../people/calls.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { openGroup } from '../people/groups.ts'
import { acceptInvitationFrom } from '../people/messages.ts'
import { type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

const names = ['Anna', 'Bela', 'Clara', 'David', 'Ella', 'Finn', 'Greta', 'Hugo']

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser([ownCameras]), findClinics()])
})
afterAll(() => browser.close())

/** All browsers are on one machine, which draws every picture that is shown. */
const look = { ...desktop, width: 880, height: 640 }
const frames = 3
const patience = { timeout: 60_000 }

/** A machine that plays and draws for all of them lets some wait. */
const withinMs = 120_000

/** Whom one hears: what was silent for a moment is listened to again. */
const whoIsHeard = async (by: Person, others: readonly Person[]): Promise<Set<Person>> => {
  const heard = new Set<Person>()
  for (const end = Date.now() + withinMs; heard.size < others.length && Date.now() < end; )
    await Promise.all(
      others.map(async (other) => {
        if (!heard.has(other) && (await soundOf(by, other.userId, 1_500)) > 0) heard.add(other)
      }),
    )
  return heard
}

/** Frames that were decoded and shown of each other, and whether each other is heard. */
const seenAndHeard = async (by: Person, others: readonly Person[]) => {
  const seen = await Promise.all(others.map(({ name }) => countFrames(pictureOf(by, name), frames, withinMs)))
  const heard = await whoIsHeard(by, others)
  return others.map((other, at) => ({ name: other.name, frames: seen[at], isHeard: heard.has(other) }))
}

const expectAllSeenAndHeard = async (people: readonly Person[]) => {
  for (const by of people) {
    const others = people.filter((one) => one !== by)
    const wanted = others.map(({ name }) => ({ name, frames, isHeard: true }))
    expect(await seenAndHeard(by, others), `seen and heard by ${by.name}`).toEqual(wanted)
  }
}

/** More at once would only wait for each other. */
const twoByTwo = async (people: readonly Person[], act: (person: Person) => Promise<unknown>) => {
  for (let at = 0; at < people.length; at += 2) await Promise.all(people.slice(at, at + 2).map(act))
}

test('four, then eight people of two clinics each see and hear all the others, also after one has left', {
  timeout: 1_200_000,
}, async () => {
  await using all = new AsyncDisposableStack()
  const open = async (name: string, at: number) =>
    all.use(
      await (at % 2 === 0
        ? newPhysician(browser, clinics.nord, `Dr. ${name} Runde`, look)
        : newCardiologist(browser, clinics.sued, `Dr. ${name} Runde`, look)),
    )
  const people: Person[] = []
  for (const [at, name] of names.entries()) people.push(await open(name, at))
  const [anna, ...invited] = people as [Person, ...Person[]]
  await story('eight in a call', people, async () => {
    await twoByTwo(people, signInFirst)
    const group = unique('Konferenz')
    await openGroup(
      anna,
      group,
      invited.map(({ name }) => name),
    )
    await twoByTwo(invited, (person) => acceptInvitationFrom(person, group))
    for (const [at, person] of people.entries()) await useOwnCamera(person, at)

    const four = people.slice(0, 4)
    for (const person of four) await joinCall(person)
    await expectAllSeenAndHeard(four)
    for (const person of people.slice(4)) await joinCall(person)
    await expectAllSeenAndHeard(people)
    await anna.picture('call of eight')

    const last = people.at(-1) as Person
    await hangUp(last)
    const left = people.slice(0, -1)
    for (const person of left) await pictureOf(person, last.name).waitFor({ state: 'detached', ...patience })
    await expectAllSeenAndHeard(left)
  })
})
