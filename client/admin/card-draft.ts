import * as v from 'valibot'
import { type CardContent, type ContactPurpose, cardContent, contactPurposes, tidied } from '#shared/clinic/card.ts'
import type { Specialty } from '#shared/directory/specialty.ts'

type ContactDraft = { name: string; phone: string; email: string }
export type PolicyDraft = { title: string; url: string }

/** The clinic's card as it is typed: a place for every contact, filled or not. */
export type CardDraft = {
  contacts: Record<ContactPurpose, ContactDraft>
  specialties: Specialty[]
  policies: PolicyDraft[]
}

export const draftOfCard = ({ contacts, specialties, policies }: CardContent): CardDraft => {
  const contactFor = (purpose: ContactPurpose): ContactDraft => {
    const { name = '', phone = '', email = '' } = contacts.find((contact) => contact.purpose === purpose) ?? {}
    return { name, phone, email }
  }
  return {
    contacts: {
      administration: contactFor('administration'),
      technical: contactFor('technical'),
      'data-protection': contactFor('data-protection'),
    },
    specialties: [...specialties],
    policies: policies.map((policy) => ({ ...policy })),
  }
}

/** Lines that were left empty do not count. */
export const cardOfDraft = ({ contacts, specialties, policies }: CardDraft): CardContent =>
  tidied({
    contacts: contactPurposes.map((purpose) => ({ purpose, ...contacts[purpose] })),
    specialties: [...specialties],
    policies: policies
      .map(({ title, url }) => ({ title: title.trim(), url: url.trim() }))
      .filter(({ title, url }) => title || url),
  })

export const isEmail = (email: string): boolean =>
  v.is(cardContent.entries.contacts, [{ purpose: 'technical', name: '', phone: '', email }])

export type PolicyFault = 'title' | 'url'
export const faultOfPolicy = ({ title, url }: PolicyDraft): PolicyFault | null => {
  if (!title.trim() && !url.trim()) return null
  if (!title.trim()) return 'title'
  return v.is(cardContent.entries.policies, [{ title, url }]) ? null : 'url'
}

export const isSound = (draft: CardDraft): boolean =>
  contactPurposes.every((purpose) => isEmail(draft.contacts[purpose].email)) &&
  draft.policies.every((policy) => faultOfPolicy(policy) === null)
