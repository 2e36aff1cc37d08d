import { Key } from '@solid-primitives/keyed'
import { createResource, createSignal, Show } from 'solid-js'
import type { HealthcareService, PractitionerRole } from '#shared/directory/api.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { roleWords } from '../i18n/words/roles.ts'
import { answerOf, Button, Dialog, Skeleton, TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

type Props = { service: HealthcareService; onClose(): void }

/** Who belongs to a department, and who could. */
export const MembersDialog = (props: Props) => {
  const w = useWords(roleWords)
  const api = useClinicApi()
  const [search, setSearch] = createSignal('')
  const [error, setError] = createSignal<ApiError | null>(null)
  const [busy, setBusy] = createSignal<string | null>(null)
  const [found, { refetch }] = createResource(search, async (q) => {
    const { people } = await unwrap(api.own.api.directory['local-search'].$get({ query: { q } }))
    const isHere = ({ serviceId }: PractitionerRole) => serviceId === props.service.id
    return { q, people: people.toSorted((one, other) => Number(isHere(other)) - Number(isHere(one))) }
  })
  // A row that the next answer takes away cannot be pressed: another would stand under the finger.
  const isCurrent = () => answerOf(found)?.q === search()

  const change = async ({ userId }: PractitionerRole, isMember: boolean) => {
    setBusy(userId)
    setError(null)
    try {
      const { members } = api.own.api.directory.services[':serviceId']
      await unwrap(members.$put({ param: { serviceId: props.service.id }, json: { userId, isMember } }))
      await refetch()
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(null)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().membersTitle(props.service.name)}
      description={w().membersText}
    >
      <div class={styles['dialog']}>
        <TextField label={w().membersSearch} type="search" value={search()} onInput={setSearch} autofocus />
        <RefusalBanner error={error() ?? (found.error ? apiErrorOf(found.error) : null)} />
        <Show when={found.error || answerOf(found)} fallback={<Skeleton height="8rem" width="100%" />}>
          <ul class={styles['list']}>
            {/* By who it is: a button that was pressed stays, and has the focus still. */}
            <Key each={answerOf(found)?.people ?? []} by="userId" fallback={<li>{w().nobody}</li>}>
              {(person) => (
                <li class={styles['entry']}>
                  <div class={styles['main']}>
                    <div class={styles['name']}>{person().name}</div>
                    <div class={styles['facts']}>
                      <span>{person().title}</span>
                      <Show when={person().serviceId}>
                        {(id) => <span>{id() === props.service.id ? w().isMember : w().isOfOther}</span>}
                      </Show>
                    </div>
                  </div>
                  <Show when={person().serviceId === null || person().serviceId === props.service.id}>
                    <Button
                      variant="secondary"
                      busy={busy() === person().userId}
                      disabled={!isCurrent()}
                      title={person().serviceId ? w().letGo(person().name) : w().takeIn(person().name)}
                      onClick={() => void change(person(), person().serviceId === null)}
                    >
                      {person().serviceId ? w().letGoShort : w().takeInShort}
                    </Button>
                  </Show>
                </li>
              )}
            </Key>
          </ul>
        </Show>
      </div>
    </Dialog>
  )
}
