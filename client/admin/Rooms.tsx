import Flag from 'lucide-solid/icons/flag'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import { createSignal, Show } from 'solid-js'
import type { AdminRoom } from '#shared/admin/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { ReportedMessage } from '#shared/rooms/api.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { appWords } from '../i18n/words/app.ts'
import { roomWords } from '../i18n/words/rooms.ts'
import { useClinicName } from '../partners/index.ts'
import { Button, StatusBadge, TextField, ToggleRow } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { counted } from './counted.ts'
import { PagedEntries } from './PagedEntries.tsx'
import { ReportEntry } from './ReportEntry.tsx'
import { RoomDialog } from './RoomDialog.tsx'

/** Rooms as an admin may know them: who takes part and how. What is said, and under which name, stays with them. */
export const Rooms = () => {
  const w = useWords(roomWords)
  const app = useWords(appWords)
  const api = useClinicApi()
  const [shown, setShown] = createSignal<'all' | 'reported'>('all')
  const [open, setOpen] = createSignal<RoomId | null>(null)
  const [version, setVersion] = createSignal(0)
  return (
    <>
      <ToggleRow
        legend={w().all}
        value={shown()}
        onChange={setShown}
        toggles={[
          { value: 'all', label: w().all },
          {
            value: 'reported',
            label: w().reported,
            count: api.reports(),
            countText: app().messagesReported(api.reports()),
          },
        ]}
      />
      <Show when={shown() === 'all'} fallback={<Reports onLook={setOpen} />}>
        <AllRooms version={version()} onLook={setOpen} />
      </Show>
      <Show when={open()} keyed>
        {(roomId) => (
          <RoomDialog roomId={roomId} onClose={() => setOpen(null)} onChanged={() => setVersion((now) => now + 1)} />
        )}
      </Show>
    </>
  )
}

const AllRooms = (props: { version: number; onLook(roomId: RoomId): void }) => {
  const w = useWords(roomWords)
  const admin = useWords(adminWords)
  const api = useClinicApi()
  const [search, setSearch] = createSignal('')
  const list = createPagedList<AdminRoom, { q: string; version: number }>(
    () => ({ q: search(), version: props.version }),
    async ({ q }, from) => {
      const { rooms, total, next } = await unwrap(api.own.api.admin.rooms.$get({ query: { q, from: from ?? '0' } }))
      return { items: rooms, total, next }
    },
  )
  return (
    <>
      <div class={styles['tools']}>
        <TextField label={w().search} description={w().searchHint} value={search()} onInput={setSearch} type="search" />
        <p class={styles['count']} role="status">
          {counted(list.total(), admin().roomsCount)}
        </p>
      </div>
      <p class={styles['muted']}>{w().privacy}</p>
      <PagedEntries
        list={list}
        by={({ roomId }) => roomId}
        empty={{ icon: MessagesSquare, title: w().noneTitle, text: w().noneText }}
      >
        {(room) => <RoomRow room={room()} onLook={() => props.onLook(room().roomId)} />}
      </PagedEntries>
    </>
  )
}

const RoomRow = (props: { room: AdminRoom; onLook(): void }) => {
  const w = useWords(adminWords)
  const words = useWords(roomWords)
  const kind = () => words().kinds[props.room.kind]
  const clinicName = useClinicName()
  /** What a service calls a room may say already what it is. */
  const title = () => {
    const { name } = props.room
    if (!name) return kind()
    return name.startsWith(kind()) ? name : `${kind()}: ${name}`
  }
  const clinics = () => props.room.servers?.map(clinicName).join(', ') ?? w().unknown
  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{title()}</h2>
        <div class={styles['id']}>{props.room.roomId}</div>
        <div class={styles['facts']}>
          <span>{w().members(props.room.memberCount)}</span>
          <Show when={props.room.kind !== 'audit' && props.room.kind !== 'space'}>
            <span>{props.room.isEncrypted ? w().encrypted : w().notEncrypted}</span>
          </Show>
          <span>{w().clinics(clinics())}</span>
        </div>
      </div>
      <Show when={props.room.isClosed}>
        <StatusBadge tone="warning">{words().closed}</StatusBadge>
      </Show>
      <div class={styles['actions']}>
        <Button variant="secondary" title={words().lookAt(props.room.roomId)} onClick={() => props.onLook()}>
          {words().look}
        </Button>
      </div>
    </li>
  )
}

const Reports = (props: { onLook(roomId: RoomId): void }) => {
  const w = useWords(roomWords)
  const api = useClinicApi()
  const list = createPagedList<ReportedMessage>(
    () => '',
    async (_, from) => {
      const { reports, total, next } = await unwrap(api.own.api.rooms.reports.$get({ query: { from: from ?? '0' } }))
      return { items: reports, total, next }
    },
  )
  return (
    <>
      <p class={styles['muted']}>{w().reportsIntro}</p>
      <PagedEntries
        list={list}
        by={({ id }) => id}
        empty={{ icon: Flag, title: w().noReportsTitle, text: w().noReportsText }}
      >
        {(report) => (
          <ReportEntry
            report={report()}
            onLook={() => props.onLook(report().roomId)}
            onDone={() => void Promise.all([list.reload(), api.refreshReports()])}
          />
        )}
      </PagedEntries>
    </>
  )
}
