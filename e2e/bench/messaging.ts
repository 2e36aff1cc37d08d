import type { Browser } from 'playwright-core'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { newCardiologist } from '../people/doctors.ts'
import { acceptInvitationFrom, message, openConversationWith, say as write } from '../people/messages.ts'
import { roomIdOf } from '../people/pair.ts'
import { openPerson, type Person, signInAgain, signInFirst } from '../people/person.ts'
import {
  addDeepRoom,
  addLooseRoom,
  answer,
  type LargeAccount,
  looseRoom,
  makeLargeAccounts,
} from '../services/large-account.ts'
import { type MeasuredAccount, measureAccount, measureRoomSwitch, untilWhole } from './accounts.ts'
import { sendBetweenBareClients, syncBareClient } from './bare-sdk.ts'
import { type Figure, figure, print, ratio } from './figures.ts'
import { sendEncrypted } from './messages.ts'
import { measurePeer } from './peer.ts'
import { measureScroll } from './scroll.ts'
import { measureSearch } from './search.ts'
import { measureTraffic } from './traffic.ts'

/** Amounts of `npm run bench -- messaging`, and with `--small`. */
const full = {
  sizes: [20, 500, 5_000],
  /** Of the account in which another client is measured beside ours. */
  beside: 1_026,
  signIns: 5,
  messages: 500,
  switches: 100,
  deep: 50_000,
  searched: 100_000,
  scrollS: 60,
  hour: 1_200,
}
const small = {
  sizes: [20, 100, 500],
  beside: 200,
  signIns: 1,
  messages: 20,
  switches: 10,
  deep: 2_000,
  searched: 5_000,
  scrollS: 5,
  hour: 100,
}

type Parts = {
  clinics: TestClinics
  browser: Browser
  say(line: string): void
  isSmall: boolean
  /** Address of another web client, to be measured beside ours. */
  peer: string | null
}

/** A first device of theirs, and a conversation with somebody of the other clinic that a further device can read. */
const beginConversation = async (
  browser: Browser,
  clinics: TestClinics,
  emil: Person,
  { person, size }: LargeAccount,
): Promise<MeasuredAccount> => {
  const lastWords = `Guten Morgen, ${person.name}.`
  await using first = await openPerson(browser, clinics.nord, person)
  const { recoveryKey } = await signInFirst(first)
  await untilWhole(first.page)
  await openConversationWith(emil, person.name)
  await write(emil, 'Guten Tag.')
  await acceptInvitationFrom(first, emil.name)
  await write(emil, lastWords)
  await message(first, lastWords).waitFor({ timeout: 60_000 })
  // Its keys go to the backup within seconds.
  await first.page.waitForTimeout(5_000)
  return { size, person: { clinic: clinics.nord, account: person }, recoveryKey, conversation: emil.name, lastWords }
}

export const benchMessaging = async ({ clinics, browser, say, isSmall, peer }: Parts): Promise<void> => {
  const amounts = isSmall ? small : full
  say('Making accounts …')
  const sizes = peer === null ? amounts.sizes : [...amounts.sizes, amounts.beside]
  const made = await makeLargeAccounts(clinics.nord, sizes)
  const middle = made[1]
  if (!middle) throw new Error('three accounts are needed')
  const deep = await addDeepRoom(middle, amounts.deep)
  await using emil = await newCardiologist(browser, clinics.sued, 'Dr. Emil Messung')
  await signInFirst(emil)

  const accounts: MeasuredAccount[] = []
  for (const one of made) accounts.push(await beginConversation(browser, clinics, emil, one))
  const found = new Map<string, Figure>()
  for (const account of accounts) {
    say(`Signing in with ${account.size} rooms …`)
    for (const one of await measureAccount(browser, account, amounts.signIns)) {
      print(one)
      found.set(one.name, one)
    }
  }
  // The more rooms, the longer others take; this is to be as with few.
  const [few] = amounts.sizes
  for (const { size, owner } of made) {
    const sdk = figure(`messaging.signin.sdk.${size}`, 'ms', [await syncBareClient(owner)])
    print(sdk)
    for (const what of ['signin', 'warmstart']) {
      const [ours, ofFew] = [found.get(`messaging.${what}.${size}`), found.get(`messaging.${what}.${few}`)]
      if (ours && ofFew && size !== few) print(ratio(`messaging.${what}.${size}.vs_${few}`, ours, ofFew))
      if (ours && what === 'signin') print(ratio(`messaging.signin.${size}.vs_sdk`, ours, sdk))
    }
  }

  say('Messages …')
  const measured = accounts[1]
  if (!measured) throw new Error('three accounts are needed')
  await using ada = await openPerson(browser, clinics.nord, middle.person)
  await signInAgain(ada, measured.recoveryKey)
  await untilWhole(ada.page)
  await ada.page.locator('a[href^="/messages/"]').filter({ hasText: emil.name }).first().click()
  await message(ada, measured.lastWords).waitFor()
  await openConversationWith(emil, middle.person.name)
  const sent = figure('messaging.send_received', 'ms', await sendEncrypted([ada, emil], amounts.messages))
  const bare = figure('messaging.send_received.sdk', 'ms', await sendBetweenBareClients(clinics, amounts.messages))
  for (const one of [sent, bare, ratio('messaging.send_received.vs_sdk', sent, bare)]) print(one)

  say('Searching …')
  for (const one of await measureSearch(emil, roomIdOf(emil), amounts.searched)) print(one)

  say('Switching and scrolling …')
  print(await measureRoomSwitch(ada.page, amounts.switches, [emil.name, answer]))
  await ada.page.goto(`${clinics.nord.url}/messages/${encodeURIComponent(deep)}`)
  for (const one of await measureScroll(ada.page, amounts.scrollS)) print(one)

  say('An hour of traffic …')
  await ada.page.goto(`${clinics.nord.url}/messages`)
  await untilWhole(ada.page)
  const traffic = { talking: middle.colleague, rooms: middle.rooms, messages: amounts.hour }
  for (const one of await measureTraffic(ada.page, traffic)) print(one)

  const beside = made.at(-1)
  if (peer === null || !beside) return
  say('Beside another client …')
  const shared = { ...beside.person, conversation: looseRoom }
  await addLooseRoom(beside)
  const addresses = {
    ours: clinics.nord.url,
    other: peer.replaceAll('{homeserver}', encodeURIComponent(clinics.nord.url)),
  }
  const sides = new Map<string, Figure[]>()
  for (const [name, url] of Object.entries(addresses)) {
    sides.set(name, await measurePeer(browser, name, url, shared, amounts.signIns))
    for (const one of sides.get(name) ?? []) print(one)
  }
  sides.get('other')?.forEach((other, index) => {
    const ours = sides.get('ours')?.[index]
    if (ours) print(ratio(`${other.name}.vs_ours`, other, ours))
  })
}
