import MessagesSquare from 'lucide-solid/icons/messages-square'
import { createSignal, Show } from 'solid-js'
import type { AdminRoom } from '#shared/admin/api.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { PagedEntries } from './PagedEntries.tsx'

/** Rooms as an admin may know them: who takes part and how. What is said, and under which name, stays with them. */
export const Rooms = () => {
  const w = useWords(adminWords)
  const api = useClinicApi()
  const [search, setSearch] = createSignal('')
  const list = createPagedList<AdminRoom>(search, async (q, from) => {
    const { rooms, total, next } = await unwrap(api.own.api.admin.rooms.$get({ query: { q, from: from ?? '0' } }))
    return { items: rooms, total, next }
  })

  return (
    <>
      <div class={styles['tools']}>
        <TextField label={w().searchRooms} value={search()} onInput={setSearch} type="search" />
        <p class={styles['count']} role="status">
          {w().roomsCount(list.total())}
        </p>
      </div>
      <p class={styles['muted']}>{w().roomsPrivacy}</p>
      <PagedEntries list={list} empty={{ icon: MessagesSquare, title: w().noRoomsTitle, text: w().noRoomsText }}>
        {(room) => <RoomRow room={room} />}
      </PagedEntries>
    </>
  )
}

const RoomRow = (props: { room: AdminRoom }) => {
  const w = useWords(adminWords)
  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{w().roomKinds[props.room.kind]}</h2>
        <div class={styles['id']}>{props.room.roomId}</div>
        <div class={styles['facts']}>
          <span>{w().members(props.room.memberCount)}</span>
          <Show when={props.room.kind !== 'audit'}>
            <span>{props.room.isEncrypted ? w().encrypted : w().notEncrypted}</span>
          </Show>
          <span>{w().roomVersion(props.room.version)}</span>
        </div>
        <div class={styles['facts']}>
          <span>{w().clinics(props.room.servers?.join(', ') ?? w().unknown)}</span>
          <span>{w().createdBy(props.room.creator ?? w().unknown)}</span>
        </div>
      </div>
    </li>
  )
}
