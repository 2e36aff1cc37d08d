import Ellipsis from 'lucide-solid/icons/ellipsis'
import FileUp from 'lucide-solid/icons/file-up'
import Plus from 'lucide-solid/icons/plus'
import Users from 'lucide-solid/icons/users'
import { createResource, createSignal, lazy, Show } from 'solid-js'
import { type AccountsShown, type AdminPerson, standingsOfAccounts } from '#shared/admin/api.ts'
import { createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { importWords } from '../i18n/words/import.ts'
import { roleWords } from '../i18n/words/roles.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Avatar, answerOf, Button, Menu, TextField, TimeAgo, ToggleRow } from '../ui/index.ts'
import { AccountDialog, type AccountMove } from './AccountDialog.tsx'
import styles from './AdminView.module.css'
import { counted } from './counted.ts'
import { PagedEntries } from './PagedEntries.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { RolesDialog } from './RolesDialog.tsx'

/** Reads tables, which is seldom wanted. */
const ImportDialog = lazy(async () => ({ default: (await import('./import/ImportDialog.tsx')).ImportDialog }))

export const People = () => {
  const w = useWords(adminWords)
  const a = useWords(accountWords)
  const i = useWords(importWords)
  const api = useClinicApi()
  const [edited, setEdited] = createSignal<{ person?: AdminPerson } | null>(null)
  const [isImporting, setImporting] = createSignal(false)
  // Here and not in the row, which the next search takes away.
  const [moved, setMoved] = createSignal<{ person: AdminPerson; move: AccountMove } | null>(null)
  const [given, setGiven] = createSignal<AdminPerson | null>(null)
  const [search, setSearch] = createSignal('')
  const [shown, setShown] = createSignal<AccountsShown>('all')
  const [services] = createResource(async () => (await unwrap(api.own.api.directory.services.$get())).services)
  const departmentOf = (person: AdminPerson) =>
    (answerOf(services) ?? []).find(({ id }) => id === person.entry?.serviceId)?.name
  const list = createPagedList<AdminPerson, { is: AccountsShown; q: string }>(
    () => ({ is: shown(), q: search() }),
    async (asked, from) => {
      const query = { ...asked, from: from ?? '0' }
      const { people, total, next } = await unwrap(api.own.api.admin.people.$get({ query }))
      return { items: people, total, next }
    },
  )

  return (
    <>
      <ToggleRow
        legend={w().peopleShown}
        value={shown()}
        onChange={setShown}
        toggles={standingsOfAccounts.map((value) => ({ value, label: w().standingsOfAccounts[value] }))}
      />
      <div class={styles['tools']}>
        <TextField label={w().searchPeople} value={search()} onInput={setSearch} type="search" />
        <p class={styles['count']} role="status">
          {counted(list.total(), w().peopleCount)}
        </p>
        <Button variant="secondary" icon={FileUp} onClick={() => setImporting(true)}>
          {i().open}
        </Button>
        <Button variant="primary" icon={Plus} onClick={() => setEdited({})}>
          {a().add}
        </Button>
      </div>
      <PagedEntries
        list={list}
        by={({ userId }) => userId}
        empty={{ icon: Users, title: w().nobodyTitle, text: w().nobodyText }}
      >
        {(person) => (
          <PersonRow
            person={person()}
            department={departmentOf(person())}
            onEdit={() => setEdited({ person: person() })}
            onMove={(move) => setMoved({ person: person(), move })}
            onRoles={() => setGiven(person())}
          />
        )}
      </PagedEntries>
      <Show when={isImporting()}>
        <ImportDialog onClose={() => setImporting(false)} onDone={() => void list.reload()} />
      </Show>
      <Show when={edited()} keyed>
        {(chosen) => <PersonDialog {...chosen} onClose={() => setEdited(null)} onDone={() => void list.reload()} />}
      </Show>
      <Show when={given()} keyed>
        {(person) => <RolesDialog person={person} onClose={() => setGiven(null)} onDone={() => void list.reload()} />}
      </Show>
      <Show when={moved()} keyed>
        {(chosen) => <AccountDialog {...chosen} onClose={() => setMoved(null)} onDone={() => void list.reload()} />}
      </Show>
    </>
  )
}

type RowProps = {
  person: AdminPerson
  department: string | undefined
  onEdit(): void
  onMove(move: AccountMove): void
  onRoles(): void
}

const PersonRow = (props: RowProps) => {
  const w = useWords(adminWords)
  const a = useWords(accountWords)
  const r = useWords(roleWords)
  const { userId } = useSession()
  const isOpen = () => !props.person.isService && !props.person.isDeactivated
  const standing = () => {
    if (props.person.isDeactivated) return w().deactivated
    if (props.person.isClosing) return w().closing
    const isNew = props.person.lastSeenAt === null && !props.person.isService
    return isNew ? w().neverSignedIn : w().accountActive
  }
  const position = () => [props.person.entry?.title, props.department].filter(Boolean).join(', ')
  // Nobody shuts themselves out.
  const moves = () =>
    props.person.userId === userId
      ? []
      : [
          props.person.isClinicAdmin
            ? { label: a().endAdmin, onSelect: () => props.onMove('endAdmin') }
            : { label: a().makeAdmin, onSelect: () => props.onMove('makeAdmin') },
          { label: a().reset, onSelect: () => props.onMove('reset') },
          { label: a().end, tone: 'danger' as const, onSelect: () => props.onMove('end') },
        ]
  return (
    <li class={styles['entry']}>
      <Avatar name={props.person.name} />
      <div class={styles['main']}>
        <h2 class={styles['name']}>{props.person.name}</h2>
        <div class={styles['id']}>{props.person.userId}</div>
        <Show when={position()}>
          <div>{position()}</div>
        </Show>
        <div class={styles['facts']}>
          <Show when={props.person.isService}>
            <span>{w().serviceAccount}</span>
          </Show>
          <Show when={props.person.isClinicAdmin && !props.person.isService}>
            <span>{w().clinicAdmin}</span>
          </Show>
          <Show when={props.person.roles.isAuditor}>
            <span>{r().auditor}</span>
          </Show>
          <Show when={props.person.roles.isOperator}>
            <span>{r().operator}</span>
          </Show>
          <Show when={props.person.roles.leads.length}>{(count) => <span>{r().leadOf(count())}</span>}</Show>
          <span>{standing()}</span>
          <Show when={props.person.lastSeenAt}>
            {(at) => (
              <span>
                {w().lastSeen} <TimeAgo at={at()} />
              </span>
            )}
          </Show>
        </div>
      </div>
      <Show when={isOpen()}>
        <Menu
          label={a().actions(props.person.name)}
          icon={Ellipsis}
          items={
            props.person.isClosing
              ? [{ label: a().end, tone: 'danger', onSelect: () => props.onMove('end') }]
              : [
                  { label: a().change, onSelect: props.onEdit },
                  { label: r().menu, onSelect: props.onRoles },
                  ...moves(),
                ]
          }
        />
      </Show>
    </li>
  )
}
