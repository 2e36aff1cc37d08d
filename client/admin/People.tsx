import Users from 'lucide-solid/icons/users'
import { createSignal, Show } from 'solid-js'
import type { AdminPerson } from '#shared/admin/api.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { Avatar, TextField, TimeAgo } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { PagedEntries } from './PagedEntries.tsx'

export const People = () => {
  const w = useWords(adminWords)
  const api = useClinicApi()
  const [search, setSearch] = createSignal('')
  const list = createPagedList<AdminPerson>(search, async (q, from) => {
    const { people, total, next } = await unwrap(api.own.api.admin.people.$get({ query: { q, from: from ?? '0' } }))
    return { items: people, total, next }
  })

  return (
    <>
      <div class={styles['tools']}>
        <TextField label={w().searchPeople} value={search()} onInput={setSearch} type="search" />
        <p class={styles['count']} role="status">
          {w().peopleCount(list.total())}
        </p>
      </div>
      <PagedEntries list={list} empty={{ icon: Users, title: w().nobodyTitle, text: w().nobodyText }}>
        {(person) => <PersonRow person={person} />}
      </PagedEntries>
    </>
  )
}

const PersonRow = (props: { person: AdminPerson }) => {
  const w = useWords(adminWords)
  return (
    <li class={styles['entry']}>
      <Avatar name={props.person.name} />
      <div class={styles['main']}>
        <h2 class={styles['name']}>{props.person.name}</h2>
        <div class={styles['id']}>{props.person.userId}</div>
        <div class={styles['facts']}>
          <Show when={props.person.isService}>
            <span>{w().serviceAccount}</span>
          </Show>
          <Show when={props.person.isClinicAdmin && !props.person.isService}>
            <span>{w().clinicAdmin}</span>
          </Show>
          <span>{props.person.isDeactivated ? w().deactivated : w().accountActive}</span>
          <Show when={props.person.lastSeenAt}>
            {(at) => (
              <span>
                {w().lastSeen} <TimeAgo at={at()} />
              </span>
            )}
          </Show>
        </div>
      </div>
    </li>
  )
}
