import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type CardContent, clinicCard, emptyCard } from '#shared/clinic/card.ts'
import { changeCard } from '../clinic/change-card.ts'
import { readCard } from '../clinic/queries.ts'
import { lookUpPartner } from './look-up-partner.ts'
import { adminOf, type Clinic, clinicsThatReachEachOther } from './partners-for-tests.ts'
import { findPartner, listPartners } from './queries.ts'
import { refreshCard } from './refresh-card.ts'
import { startPartners } from './start-partners.ts'
import { takeCard } from './take-card.ts'

const phone = (number: string): CardContent => ({
  ...emptyCard,
  contacts: [{ purpose: 'technical', name: 'IT', phone: number, email: '' }],
})
const admin = (clinic: Clinic, isConfirmed = false) => ({ userId: adminOf(clinic.name), isConfirmed })
const write = (clinic: Clinic, content: CardContent) => changeCard(clinic.context, admin(clinic), content)

const nordAndSued = (): [Clinic, Clinic] => {
  const [nord, sued] = clinicsThatReachEachOther('nord.example', 'sued.example')
  if (!nord || !sued) throw new Error('no clinics')
  return [nord, sued]
}

const partnered = async () => {
  const [nord, sued] = nordAndSued()
  write(sued, phone('1'))
  await nord.move('active')
  await sued.move('active')
  return [nord, sued] as const
}

const cardAt = (clinic: Clinic, other: Clinic) => {
  const row = findPartner(clinic.context.db, other.name)
  return { card: row?.card, changed: row?.changed?.card ?? null }
}

describe('the card of a clinic', () => {
  it('is seen by an admin before asking, without anything being agreed or kept', async () => {
    const [nord, sued] = nordAndSued()
    write(sued, phone('1'))
    const found = await lookUpPartner(nord.context, nord.link, sued.name)
    expect(found.ok && found.value).toMatchObject({ status: 'ended', name: 'Klinik sued.example', card: phone('1') })
    expect(listPartners(nord.context.db)).toEqual([])
    expect(sued.log).not.toContain('partnership-proposed')
  })

  it('is what was seen when both agreed, until the admin takes what it says since', async () => {
    const [nord, sued] = await partnered()
    expect(cardAt(nord, sued)).toEqual({ card: phone('1'), changed: null })
    write(sued, phone('2'))
    await refreshCard(nord.context, nord.link, sued.name)
    expect(cardAt(nord, sued)).toEqual({ card: phone('1'), changed: phone('2') })
    const { keyFingerprint } = findPartner(nord.context.db, sued.name) ?? {}
    const taken = takeCard(nord.context, sued.name, keyFingerprint ?? '', admin(nord))
    expect(taken.ok && taken.value).toMatchObject({ status: 'active', card: phone('2'), changed: null })
  })

  it('that is what was agreed to again is no change', async () => {
    const [nord, sued] = await partnered()
    write(sued, phone('2'))
    await refreshCard(nord.context, nord.link, sued.name)
    write(sued, phone('1'))
    await refreshCard(nord.context, nord.link, sued.name)
    expect(cardAt(nord, sued)).toEqual({ card: phone('1'), changed: null })
  })

  it('is looked at again by partners who are told that it has changed', async () => {
    const [nord, sued] = await partnered()
    write(sued, phone('2'))
    using _telling = startPartners(sued.context, sued.link)
    await expect.poll(() => cardAt(nord, sued).changed).toEqual(phone('2'))
  })

  it('with other keys counts only for an admin who compared them and has said once more who it is', async () => {
    const [nord, sued] = await partnered()
    const before = findPartner(nord.context.db, sued.name)?.keyFingerprint
    sued.changeKeys()
    await lookUpPartner(nord.context, nord.link, sued.name)
    const row = findPartner(nord.context.db, sued.name)
    expect(row?.keyFingerprint).toBe(before)
    const now = row?.changed?.keyFingerprint ?? ''
    expect(now).not.toBe(before)
    const take = (keys: string, isConfirmed: boolean) =>
      takeCard(nord.context, sued.name, keys, admin(nord, isConfirmed))
    expect(take(now, false)).toMatchObject({ ok: false, error: { code: 'confirmation-needed' } })
    expect(take(before ?? '', true)).toMatchObject({ ok: false, error: { code: 'illegal-transition' } })
    expect(findPartner(nord.context.db, sued.name)?.keyFingerprint).toBe(before)
    expect(take(now, true)).toMatchObject({ ok: true, value: { keyFingerprint: now, changed: null } })
  })

  it('of a clinic that we have left is not looked at any more', async () => {
    const [nord, sued] = await partnered()
    await nord.move('ended')
    write(sued, phone('2'))
    await refreshCard(nord.context, nord.link, sued.name)
    expect(cardAt(nord, sued).changed).toBeNull()
  })

  it('is kept without empty places, and written down as changed only when it has', () => {
    const [nord] = nordAndSued()
    const empty = { purpose: 'administration' as const, name: '', phone: '', email: '' }
    write(nord, { ...phone('1'), contacts: [empty, ...phone('1').contacts] })
    write(nord, phone('1'))
    expect(readCard(nord.context.db)).toEqual(phone('1'))
    expect(nord.log.filter((line) => line === 'clinic-card-changed')).toHaveLength(1)
  })
})

describe('the card that another clinic sends', () => {
  const read = (content: unknown) =>
    v.parse(clinicCard, { name: 'Ost', serverName: 'ost.example', url: 'https://ost.example', content }).content

  it('may know more purposes and specialties than we do', () => {
    const contact = { name: 'Notdienst', phone: '1', email: '' }
    expect(
      read({ contacts: [{ purpose: 'porter', ...contact }], specialties: ['cardiology', 'alchemy'], policies: [] }),
    ).toEqual({ contacts: [], specialties: ['cardiology'], policies: [] })
  })

  it('brings no address that is more than a page, and what cannot be read keeps nobody apart', () => {
    for (const url of ['javascript:alert(1)', 'http://ost.example', 'data:text/html,x'])
      expect(read({ contacts: [], specialties: [], policies: [{ title: 'Regel', url }] })).toEqual(emptyCard)
    expect(read('nothing')).toEqual(emptyCard)
    expect(read(undefined)).toEqual(emptyCard)
  })
})
