import { useNavigate } from '@solidjs/router'
import Compass from 'lucide-solid/icons/compass'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import Search from 'lucide-solid/icons/search'
import SquarePen from 'lucide-solid/icons/square-pen'
import UsersRound from 'lucide-solid/icons/users-round'
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationListWords } from '../../i18n/words/conversation-list.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { useClinicName } from '../../partners/index.ts'
import { useSwitcher } from '../../quick-switcher/index.ts'
import {
  Button,
  createListWindow,
  EmptyState,
  IconButton,
  PageHeader,
  Skeleton,
  TextField,
  ToggleRow,
  Undrawn,
} from '../../ui/index.ts'
import { useUrgent } from '../../urgent/index.ts'
import styles from '../conversations.module.css'
import { ConversationEntry } from './ConversationEntry.tsx'
import {
  conversationsOf,
  type Filter,
  filters,
  fits,
  heldOrder,
  invitationsOf,
  isConversation,
} from './conversation-list.ts'
import { Invitation } from './Invitation.tsx'

const NewGroupDialog = lazy(async () => ({ default: (await import('../groups/NewGroupDialog.tsx')).NewGroupDialog }))

/** Filters whose number says that something is to be done. */
const counted: readonly Filter[] = ['unread', 'urgent']

export const ConversationList = (props: { openId: RoomId | null }) => {
  const w = useWords(conversationListWords)
  const words = useWords(conversationWords)
  const session = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()
  const clinicName = useClinicName()
  const openSwitcher = useSwitcher()
  const [typed, setTyped] = createSignal('')
  const { talks } = useUrgent()
  const [filter, setFilter] = createSignal<Filter>('all')
  const [isHeld, setHeld] = createSignal(false)
  const [isMakingGroup, setMakingGroup] = createSignal(false)

  // An alert in which one talks on with whoever has answered it is a conversation like others.
  const rooms = createMemo(() =>
    session.rooms().map((room) => (talks().has(room.roomId) ? { ...room, kind: 'group' as const } : room)),
  )
  const inSpace = createMemo(() => new Set(session.spaces().flatMap(({ children }) => children)))
  const around = () => ({ twins: session.twins(), inSpace: inSpace(), openId: props.openId })
  const invitations = createMemo(() => invitationsOf(rooms()))
  const matching = createMemo(() =>
    conversationsOf(rooms(), { filter: filter(), typed: typed() }, around(), clinicName),
  )
  const byId = createMemo(() => new Map(matching().map((room) => [room.roomId, room])))
  const order = createMemo<RoomId[]>(
    (shown) =>
      heldOrder(
        shown,
        matching().map(({ roomId }) => roomId),
        isHeld(),
      ),
    [],
  )
  const window = createListWindow(order)
  const isEmpty = () => !rooms().some(isConversation)
  const isLoading = () => !session.isListWhole() && isEmpty()
  const spaceName = () => session.spaces()[0]?.name
  const toggles = () =>
    filters
      .filter((value) => value !== 'clinic' || spaceName() !== undefined)
      .map((value) => {
        const label = (value === 'clinic' && spaceName()) || w().filters[value]
        if (!counted.includes(value)) return { value, label }
        const count = rooms().filter((room) => fits(room, value, around())).length
        return { value, label, count, countText: w().conversations(count) }
      })
  const show = (next: Filter) => {
    setFilter(next)
    window.toStart()
  }
  const type = (next: string) => {
    setTyped(next)
    window.toStart()
  }

  return (
    <section class={styles['list']} aria-label={words().title}>
      <PageHeader
        title={words().title}
        actions={
          <>
            <IconButton label={w().jump} icon={Compass} onClick={() => openSwitcher()} />
            <IconButton label={words().searchMessages} icon={Search} onClick={() => navigate('/search')} />
            <IconButton label={w().newGroup} icon={UsersRound} onClick={() => setMakingGroup(true)} />
            <Show when={api.has('directory')}>
              <IconButton label={words().newMessage} icon={SquarePen} onClick={() => navigate('/directory')} />
            </Show>
          </>
        }
      />
      <Suspense>
        <Show when={isMakingGroup()}>
          <NewGroupDialog onClose={() => setMakingGroup(false)} />
        </Show>
      </Suspense>
      <Show when={!isLoading()} fallback={<EntrySkeletons />}>
        <Show
          when={!isEmpty()}
          fallback={
            <EmptyState
              icon={MessagesSquare}
              title={words().noneTitle}
              text={words().noneText}
              action={
                <Show when={api.has('directory')}>
                  <Button variant="primary" onClick={() => navigate('/directory')}>
                    {words().toDirectory}
                  </Button>
                </Show>
              }
            />
          }
        >
          <TextField
            type="search"
            label={words().search}
            placeholder={words().search}
            hideLabel
            value={typed()}
            onInput={type}
            autocomplete="off"
          />
          <ToggleRow legend={w().filter} toggles={toggles()} value={filter()} onChange={show} />
          <Show when={invitations().length > 0}>
            <h2 class={styles['heading']}>{words().invitations}</h2>
            <ul class={styles['entries']}>
              <For each={invitations().map(({ roomId }) => roomId)}>
                {(roomId) => (
                  <Show when={invitations().find((room) => room.roomId === roomId)}>
                    {(room) => (
                      <li>
                        <Invitation room={room()} />
                      </li>
                    )}
                  </Show>
                )}
              </For>
            </ul>
          </Show>
          <Show when={order().length === 0 && session.isListWhole()}>
            <Show
              when={typed()}
              fallback={
                <EmptyState
                  title={w().empty[filter()].title}
                  text={w().empty[filter()].text}
                  action={
                    <Show when={filter() !== 'all'}>
                      <Button onClick={() => show('all')}>{w().showAll}</Button>
                    </Show>
                  }
                />
              }
            >
              <EmptyState title={words().nothingFoundTitle} text={words().nothingFoundText} />
            </Show>
          </Show>
          {/* What somebody points at must not move away from under the pointer. */}
          <ul
            ref={window.attach}
            class={styles['entries']}
            onPointerEnter={(event) => setHeld(event.pointerType === 'mouse')}
            onPointerLeave={() => setHeld(false)}
            onKeyDown={window.onKey}
          >
            <Show when={window.before()}>
              <Undrawn count={window.before()} onSight={window.reach} />
            </Show>
            <For each={window.drawn()}>
              {(roomId, at) => (
                <Show when={byId().get(roomId)}>
                  {(room) => (
                    <ConversationEntry
                      room={room()}
                      isOpen={roomId === props.openId}
                      place={{ at: window.before() + at() + 1, of: order().length }}
                    />
                  )}
                </Show>
              )}
            </For>
            <Show when={window.after()}>
              <Undrawn
                count={window.after()}
                onSight={(index) => window.reach(order().length - window.after() + index)}
              />
            </Show>
          </ul>
          <Show when={!session.isListWhole()}>
            <p class={styles['coming']} role="status">
              {words().moreComing}
            </p>
          </Show>
        </Show>
      </Show>
    </section>
  )
}

const EntrySkeletons = () => (
  <div class={styles['entries']} aria-busy="true">
    <For each={[1, 2, 3, 4, 5, 6]}>{() => <Skeleton height="4rem" />}</For>
  </div>
)
