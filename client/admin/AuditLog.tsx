import FileBraces from 'lucide-solid/icons/file-braces'
import ScrollText from 'lucide-solid/icons/scroll-text'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { ShownEntry } from '#shared/audit/api.ts'
import { auditActions } from '#shared/audit/entry.ts'
import { useAccessText } from '../audit/index.ts'
import { apiErrorOf, createPagedList, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { auditWords } from '../i18n/words/audit.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Select, StatusBadge, saveBlob, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AuditCheck } from './AuditCheck.tsx'
import { type AuditFilter, faultsOf, noFilter, queryOf } from './audit-filter.ts'
import { useFailureWords } from './Failure.tsx'
import { PagedEntries } from './PagedEntries.tsx'

/** The log of accesses: whether it is whole, what stands in it, and the way out as FHIR. */
export const AuditLog = () => {
  const w = useWords(auditWords)
  const api = useClinicApi()
  const failureWords = useFailureWords()
  const [filter, setFilter] = createStore<AuditFilter>({ ...noFilter })
  const [isExporting, setExporting] = createSignal(false)
  const list = createPagedList<ShownEntry, ReturnType<typeof queryOf>>(
    () => queryOf(filter),
    async (query, from) => {
      const before = from === null ? {} : { before: from }
      const { entries, next } = await unwrap(api.own.api.audit.entries.$get({ query: { ...query, ...before } }))
      return { items: entries, total: entries.length, next: next === null ? null : String(next) }
    },
  )

  const save = async () => {
    setExporting(true)
    try {
      const bundle = await unwrap(api.own.api.audit.export.$get({ query: queryOf(filter) }))
      saveBlob(new Blob([JSON.stringify(bundle, null, 2)], { type: 'application/fhir+json' }), 'AuditEvents.fhir.json')
    } catch (thrown) {
      const error = apiErrorOf(thrown)
      const most = error.details?.['maxEntries']
      toast(
        error.code === 'too-large' && typeof most === 'number'
          ? { tone: 'warning', title: w().exportTooLarge, text: w().exportTooLargeText(most) }
          : { tone: 'danger', title: w().exportFailed, text: failureWords(error).action },
      )
    } finally {
      setExporting(false)
    }
  }

  return (
    <>
      <p class={styles['muted']}>{w().intro}</p>
      <AuditCheck />
      <Filters filter={filter} onChange={setFilter} />
      <div class={styles['actions']}>
        <Button icon={FileBraces} busy={isExporting()} onClick={() => void save()}>
          {w().export}
        </Button>
        <Show when={Object.keys(queryOf(filter)).length > 0}>
          <Button variant="quiet" onClick={() => setFilter({ ...noFilter })}>
            {w().reset}
          </Button>
        </Show>
      </div>
      <PagedEntries
        list={list}
        by={({ seq }) => seq}
        empty={{ icon: ScrollText, title: w().noneTitle, text: w().noneText }}
        label={w().title}
      >
        {(entry) => <EntryRow entry={entry()} onNarrow={setFilter} />}
      </PagedEntries>
    </>
  )
}

const Filters = (props: { filter: AuditFilter; onChange(change: Partial<AuditFilter>): void }) => {
  const w = useWords(auditWords)
  const text = useAccessText()
  const faults = () => faultsOf(props.filter)
  return (
    <fieldset class={styles['filters']} aria-label={w().filters}>
      <TextField
        label={w().person}
        value={props.filter.person}
        onInput={(person) => props.onChange({ person })}
        {...(faults().person ? { error: w().personFault } : {})}
        type="search"
        spellcheck={false}
        autocapitalize="none"
      />
      <TextField
        label={w().room}
        value={props.filter.room}
        onInput={(room) => props.onChange({ room })}
        {...(faults().room ? { error: w().roomFault } : {})}
        type="search"
        spellcheck={false}
        autocapitalize="none"
      />
      <Select
        label={w().action}
        value={props.filter.action}
        onChange={(action) => props.onChange({ action })}
        options={[
          { value: 'any' as const, label: w().anyAction },
          ...auditActions.map((value) => ({ value, label: text.action()[value] })),
        ]}
      />
      <Select
        label={w().outcome}
        value={props.filter.outcome}
        onChange={(outcome) => props.onChange({ outcome })}
        options={[
          { value: 'any', label: w().anyOutcome },
          { value: 'done', label: w().done },
          { value: 'refused', label: w().refused },
        ]}
      />
      <TextField
        label={w().since}
        value={props.filter.since}
        onInput={(since) => props.onChange({ since })}
        type="date"
      />
      <TextField
        label={w().until}
        value={props.filter.until}
        onInput={(until) => props.onChange({ until })}
        type="date"
      />
    </fieldset>
  )
}

const EntryRow = (props: { entry: ShownEntry; onNarrow(change: Partial<AuditFilter>): void }) => {
  const w = useWords(auditWords)
  const text = useAccessText()
  const format = useFormat()
  const session = useSession()
  const details = () => props.entry.details
  const who = () => {
    const known = details()
    if (!known) return w().detailsDeleted
    return known.who ? session.nameOf(known.who) : w().service
  }
  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>
          {text.action()[props.entry.action]}
          <Show when={details()?.code}>{(code) => <>: {text.code(code())}</>}</Show>
        </h2>
        <div class={styles['facts']}>
          <time datetime={new Date(props.entry.at).toISOString()}>{format.dateTime(props.entry.at)}</time>
          <span>{who()}</span>
          <Show when={details()?.whom}>{(whom) => <span>{w().to(session.nameOf(whom()))}</span>}</Show>
          <Show when={details()?.partner}>{(partner) => <span>{partner()}</span>}</Show>
          <Show when={details()?.count !== undefined}>
            <span>{w().count(details()?.count ?? 0)}</span>
          </Show>
        </div>
        <div class={`${styles['id']} ${styles['facts']}`}>
          <span>{w().entry(props.entry.seq)}</span>
          <For each={[details()?.who, details()?.whom]}>
            {(userId) => (
              <Show when={userId}>
                {(person) => (
                  <Narrow label={w().onlyPerson} onPress={() => props.onNarrow({ person: person() })}>
                    {person()}
                  </Narrow>
                )}
              </Show>
            )}
          </For>
          <Show when={details()?.room}>
            {(room) => (
              <Narrow label={w().onlyConsult} onPress={() => props.onNarrow({ room: room() })}>
                {w().consult(room())}
              </Narrow>
            )}
          </Show>
          <Show when={details()?.file}>{(file) => <span>{w().file(file())}</span>}</Show>
        </div>
      </div>
      <Show when={props.entry.outcome === 'refused'}>
        <StatusBadge tone="warning">{w().refused}</StatusBadge>
      </Show>
    </li>
  )
}

/** An id that shows only what has to do with it. */
const Narrow = (props: { label: string; children: JSX.Element; onPress(): void }) => (
  <button type="button" class={styles['narrow']} title={props.label} onClick={() => props.onPress()}>
    {props.children}
  </button>
)
