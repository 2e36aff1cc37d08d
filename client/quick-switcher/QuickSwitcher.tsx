import { Key } from '@solid-primitives/keyed'
import { useNavigate } from '@solidjs/router'
import CornerDownRight from 'lucide-solid/icons/corner-down-right'
import { createEffect, createMemo, createSignal, createUniqueId, on, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { searchText } from '#shared/directory/search-text.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { askDirectory, createDirectorySearch, nothingFound } from '../directory/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { quickSwitcherWords } from '../i18n/words/quick-switcher.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomSummary } from '../matrix/types.ts'
import { useRoomName } from '../matrix/use-room-name.ts'
import { useClinicName, useMayBegin } from '../partners/index.ts'
import { Avatar, Dialog, TextField, toast } from '../ui/index.ts'
import styles from './quick-switcher.module.css'
import { ranked, type Target } from './ranking.ts'

const shown = 9

type Place = { key: string; kind: 'view' | 'action'; name: string; run(): void }
type Goal = Target & { run(): void | Promise<void> }

/** By a few letters to any person, conversation, consult or view, without a pointer. */
export const QuickSwitcher = (props: { places: readonly Place[]; onClose(): void }) => {
  const w = useWords(quickSwitcherWords)
  const errors = useWords(errorWords)
  const specialtyName = useWords(specialtyWords)
  const session = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()
  const clinicName = useClinicName()
  const roomName = useRoomName()
  const mayWrite = useMayBegin('messaging')
  const [typed, setTyped] = createSignal('')
  const [chosen, setChosen] = createSignal(0)
  const listId = createUniqueId()
  const openedAt = Date.now()

  const question = createMemo(() => ({ q: typed().trim(), specialty: null }))
  const directory = createDirectorySearch(question, async (wanted, arrive) =>
    wanted.q === '' || !api.has('directory') ? nothingFound : askDirectory(api, wanted, arrive),
  )

  const listed = createMemo(() => new Map((directory.found()?.people ?? []).map((person) => [person.userId, person])))
  const specialtyOf = ({ specialty }: PractitionerRole) => ({
    shown: specialtyName()[specialty],
    also: searchText([], specialty),
  })

  const roomGoal = (room: RoomSummary): Goal => {
    const person = room.directUserId ? listed().get(room.directUserId) : undefined
    const specialty = person && specialtyOf(person)
    const isConsult = room.kind === 'consult'
    const base = isConsult ? '/consults' : '/messages'
    return {
      key: room.roomId,
      kind: isConsult ? 'consult' : 'conversation',
      name: roomName(room),
      detail: [specialty?.shown, ...room.servers.map(clinicName)].filter(Boolean).join(', '),
      also: specialty?.also ?? '',
      at: room.lastActivity,
      run: () => navigate(`${base}/${encodeURIComponent(room.roomId)}`),
    }
  }
  const personGoal = (person: PractitionerRole): Goal => ({
    key: person.userId,
    kind: 'person',
    name: person.name,
    detail: [person.title, specialtyOf(person).shown, clinicName(serverOf(person.userId))].filter(Boolean).join(', '),
    also: specialtyOf(person).also,
    at: 0,
    run: async () => navigate(`/messages/${encodeURIComponent(await session.openDirect(person.userId))}`),
  })
  const goals = createMemo((): Goal[] => {
    const isOn = ({ kind }: RoomSummary) => api.has(kind === 'consult' ? 'consults' : 'messaging')
    const rooms = session.rooms().filter((room) => !session.twins().has(room.roomId) && isOn(room))
    const known = new Set(rooms.flatMap(({ directUserId }) => directUserId ?? []))
    const people = api.has('messaging')
      ? [...listed().values()].filter(
          ({ userId, takesMessages }) =>
            userId !== session.userId && !known.has(userId) && takesMessages && mayWrite(serverOf(userId)),
        )
      : []
    const places = props.places.map((place) => ({ ...place, detail: '', at: 0 }))
    return [...rooms.map(roomGoal), ...people.map(personGoal), ...places]
  })
  const found = createMemo(() => {
    const byKey = new Map(goals().map((goal) => [goal.key, goal]))
    return ranked(goals(), typed(), openedAt, shown).flatMap(({ key }) => byKey.get(key) ?? [])
  })
  const status = () => {
    if (typed().trim() === '') return w().keys
    if (directory.error() || (directory.found()?.unreachable.length ?? 0) > 0) return w().incomplete
    if (found().length > 0) return w().found(found().length)
    return directory.isSearching() ? w().searching : w().nothing
  }
  // What stands first is what one means.
  createEffect(on(typed, () => setChosen(0)))

  const go = async (goal: Goal | undefined) => {
    if (!goal) return
    props.onClose()
    // After the dialog has given the focus back: one goes on reading where one has gone.
    setTimeout(() => {
      if (!document.querySelector('[role="dialog"]')) document.getElementById('main')?.focus()
    })
    try {
      await goal.run()
    } catch (error) {
      toast({ tone: 'danger', title: w().openFailed(goal.name), text: errors()[errorCodeOf(error)].action })
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found().length
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined && count > 0) {
      event.preventDefault()
      setChosen((at) => (at + step + count) % count)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      void go(found()[chosen()])
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().title}>
      <div class={styles['switcher']}>
        <TextField
          ref={(input) => {
            for (const [name, value] of Object.entries({
              role: 'combobox',
              'aria-expanded': 'true',
              'aria-autocomplete': 'list',
              'aria-controls': listId,
            }))
              input.setAttribute(name, value)
            createEffect(() => {
              const goal = found()[chosen()]
              if (goal) input.setAttribute('aria-activedescendant', `${listId}-${chosen()}`)
              else input.removeAttribute('aria-activedescendant')
            })
          }}
          type="text"
          label={w().search}
          placeholder={w().search}
          hideLabel
          value={typed()}
          onInput={setTyped}
          onKeyDown={onKeyDown}
          autocomplete="off"
          spellcheck={false}
          autofocus
        />
        <p class={styles['status']} role="status">
          {status()}
        </p>
        <div id={listId} class={styles['found']} role="listbox" aria-label={w().results}>
          {/* By what it is: rooms change while one presses. */}
          <Key each={found()} by="key">
            {(goal, at) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the chosen one
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the field
              <div
                id={`${listId}-${at()}`}
                class={styles['goal']}
                role="option"
                aria-selected={at() === chosen()}
                onPointerMove={() => setChosen(at())}
                onClick={() => void go(goal())}
              >
                <Show
                  when={goal().kind === 'view' || goal().kind === 'action'}
                  fallback={<Avatar name={goal().name} />}
                >
                  <span class={styles['sign']}>
                    <CornerDownRight size={18} aria-hidden="true" />
                  </span>
                </Show>
                <span class={styles['text']}>
                  <span class={styles['name']}>{goal().name}</span>
                  <Show when={goal().detail}>
                    <span class={styles['detail']}>{goal().detail}</span>
                  </Show>
                </span>
                <span class={styles['kind']}>{w().kinds[goal().kind]}</span>
              </div>
            )}
          </Key>
        </div>
      </div>
    </Dialog>
  )
}
