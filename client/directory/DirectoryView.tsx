import { Key } from '@solid-primitives/keyed'
import { useSearchParams } from '@solidjs/router'
import BookUser from 'lucide-solid/icons/book-user'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { type Specialty, specialtyNames } from '#shared/directory/specialty.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { directoryWords } from '../i18n/words/directory.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Banner, Button, EmptyState, LoadFailure, PageHeader, Select, Skeleton, TextField } from '../ui/index.ts'
import { askDirectory } from './ask-directory.ts'
import styles from './directory.module.css'
import { createDirectorySearch } from './directory-search.ts'
import { PersonEntry } from './PersonEntry.tsx'
import { ServiceEntry } from './ServiceEntry.tsx'

/** People that are drawn at first. */
const pagePeople = 60
const anySpecialty = 'any'

/** Departments and people of the own clinic and of every partner. */
export const DirectoryView = () => {
  const w = useWords(directoryWords)
  const errors = useWords(errorWords)
  const specialtyName = useWords(specialtyWords)
  const session = useSession()
  const api = useClinicApi()
  const clinicName = useClinicName()
  const [params, setParams] = useSearchParams<{ specialty?: string }>()
  const [typed, setTyped] = createSignal('')
  const [drawn, setDrawn] = createSignal(pagePeople)

  // What somebody types may be a name: it stays out of the address.
  const specialty = (): Specialty | null => specialtyNames.find((name) => name === params.specialty) ?? null
  const question = createMemo(() => ({ q: typed().trim(), specialty: specialty() }))
  const search = createDirectorySearch(question, (wanted, arrive) => askDirectory(api, wanted, arrive))

  const options = () => {
    const named = specialtyNames.map((value) => ({ value, label: specialtyName()[value] }))
    named.sort((a, b) => a.label.localeCompare(b.label))
    return [{ value: anySpecialty as Specialty | typeof anySpecialty, label: w().anySpecialty }, ...named]
  }
  const services = () => search.found()?.services ?? []
  const people = () => search.found()?.people ?? []
  const unreachable = () => search.found()?.unreachable ?? []
  const isUnasked = () => question().q === '' && question().specialty === null

  return (
    <section class={styles['page']} aria-busy={search.isSearching()}>
      <PageHeader title={w().title} />
      <search class={styles['tools']}>
        <TextField type="search" label={w().search} value={typed()} onInput={setTyped} autocomplete="off" />
        <Select
          label={w().specialty}
          value={specialty() ?? anySpecialty}
          options={options()}
          onChange={(value) => setParams({ specialty: value === anySpecialty ? undefined : value }, { replace: true })}
        />
      </search>
      <Show when={session.connection() === 'offline'}>
        <Banner tone="warning" title={w().offlineTitle}>
          {w().offlineText}
        </Banner>
      </Show>
      <Show when={unreachable().length > 0}>
        <Banner
          tone="warning"
          title={w().unreachableTitle}
          action={<Button onClick={() => search.again()}>{w().retry}</Button>}
        >
          {w().unreachable(unreachable().map(clinicName).join(', '))}
        </Banner>
      </Show>
      <Show when={search.found() ? search.error() : null}>
        {(code) => (
          <Banner
            tone="danger"
            title={errors()[code()].title}
            action={<Button onClick={() => search.again()}>{w().retry}</Button>}
          >
            {errors()[code()].action}
          </Banner>
        )}
      </Show>
      <Show
        when={search.found()}
        fallback={
          <Show when={search.error()} fallback={<EntrySkeletons />}>
            {(code) => <LoadFailure code={code()} onRetry={() => search.again()} />}
          </Show>
        }
      >
        <p class={styles['muted']} role="status">
          {w().found(services().length, people().length)}
          <Show when={search.waiting().length > 0}>
            {` · ${w().waiting(search.waiting().map(clinicName).join(', '))}`}
          </Show>
        </p>
        <Show when={services().length === 0 && people().length === 0}>
          <EmptyState
            icon={BookUser}
            title={isUnasked() ? w().emptyTitle : w().nobodyTitle}
            text={isUnasked() ? w().emptyText : w().nobodyText}
          />
        </Show>
        <Show when={services().length > 0}>
          <section class={styles['group']} aria-labelledby="directory-departments">
            <h2 id="directory-departments" class={styles['heading']}>
              {w().departments}
            </h2>
            <ul class={styles['entries']}>
              {/* What is asked anew stays where it is pressed and where the focus is. */}
              <Key each={services()} by={({ serverName, id }) => `${serverName} ${id}`}>
                {(service) => <ServiceEntry service={service()} />}
              </Key>
            </ul>
          </section>
        </Show>
        <Show when={people().length > 0}>
          <section class={styles['group']} aria-labelledby="directory-people">
            <h2 id="directory-people" class={styles['heading']}>
              {w().people}
            </h2>
            <ul class={styles['entries']}>
              <Key each={people().slice(0, drawn())} by="userId">
                {(person) => <PersonEntry person={person()} />}
              </Key>
            </ul>
            <Show when={people().length > drawn()}>
              <Button onClick={() => setDrawn((count) => count + pagePeople)}>{w().more}</Button>
            </Show>
          </section>
        </Show>
      </Show>
    </section>
  )
}

const EntrySkeletons = () => (
  <div class={styles['entries']}>
    <For each={[1, 2, 3, 4, 5]}>{() => <Skeleton height="4.5rem" />}</For>
  </div>
)
