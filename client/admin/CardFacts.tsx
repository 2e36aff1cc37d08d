import { For, Show } from 'solid-js'
import type { CardContent } from '#shared/clinic/card.ts'
import { useWords } from '../i18n/index.ts'
import { clinicCardWords } from '../i18n/words/clinic-card.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import styles from './AdminView.module.css'

/** What a clinic says of itself: whom one calls there, what it does, and by which rules it works. */
export const CardFacts = (props: { content: CardContent }) => {
  const w = useWords(clinicCardWords)
  const specialtyName = useWords(specialtyWords)
  const specialties = () => props.content.specialties.map((name) => specialtyName()[name]).join(', ')
  return (
    <dl class={styles['limits']}>
      <For each={props.content.contacts}>
        {(contact) => (
          <>
            <dt>{w().purposes[contact.purpose]}</dt>
            <dd class={styles['contact']}>
              <Show when={contact.name}>
                <span>{contact.name}</span>
              </Show>
              <Show when={contact.phone}>
                <a href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>{contact.phone}</a>
              </Show>
              <Show when={contact.email}>
                <a href={`mailto:${contact.email}`}>{contact.email}</a>
              </Show>
            </dd>
          </>
        )}
      </For>
      <Show when={props.content.contacts.length === 0}>
        <dt>{w().contacts}</dt>
        <dd>{w().noneNamed}</dd>
      </Show>
      <dt>{w().specialties}</dt>
      <dd>{specialties() || w().noneNamed}</dd>
      <dt>{w().policies}</dt>
      <dd class={styles['contact']}>
        <For each={props.content.policies} fallback={w().noneNamed}>
          {({ title, url }) => (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {title}
            </a>
          )}
        </For>
      </dd>
    </dl>
  )
}
