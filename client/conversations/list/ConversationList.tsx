import { useNavigate } from '@solidjs/router'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import Search from 'lucide-solid/icons/search'
import SquarePen from 'lucide-solid/icons/square-pen'
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../../i18n/index.ts'
import { conversationWords } from '../../i18n/words/conversations.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { useClinicName } from '../../partners/index.ts'
import { Button, EmptyState, IconButton, PageHeader, Skeleton, TextField } from '../../ui/index.ts'
import { useUrgent } from '../../urgent/index.ts'
import styles from '../conversations.module.css'
import { ConversationEntry } from './ConversationEntry.tsx'
import { conversationsOf, heldOrder, invitationsOf, isConversation } from './conversation-list.ts'
import { Invitation } from './Invitation.tsx'

/** Entries that are drawn at first; more when somebody scrolls there. */
const pageEntries = 60

export const ConversationList = (props: { openId: RoomId | null }) => {
  const w = useWords(conversationWords)
  const session = useSession()
  const navigate = useNavigate()
  const clinicName = useClinicName()
  const [typed, setTyped] = createSignal('')
  const { talks } = useUrgent()
  const [isHeld, setHeld] = createSignal(false)
  const [drawn, setDrawn] = createSignal(pageEntries)

  // An alert in which one talks on with whoever has answered it is a conversation like others.
  const rooms = createMemo(() =>
    session.rooms().map((room) => (talks().has(room.roomId) ? { ...room, kind: 'group' as const } : room)),
  )
  const invitations = createMemo(() => invitationsOf(rooms()))
  const matching = createMemo(() => conversationsOf(rooms(), typed(), clinicName))
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
  const isEmpty = () => !rooms().some(isConversation)
  const isLoading = () => !session.isListWhole() && isEmpty()

  const drawMore = (sentinel: HTMLElement) => {
    const sight = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setDrawn((count) => count + pageEntries)
    })
    sight.observe(sentinel)
    onCleanup(() => sight.disconnect())
  }

  return (
    <section class={styles['list']} aria-label={w().title}>
      <PageHeader
        title={w().title}
        actions={
          <>
            <IconButton label={w().searchMessages} icon={Search} onClick={() => navigate('/search')} />
            <IconButton label={w().newMessage} icon={SquarePen} onClick={() => navigate('/directory')} />
          </>
        }
      />
      <Show when={!isLoading()} fallback={<EntrySkeletons />}>
        <Show
          when={!isEmpty()}
          fallback={
            <EmptyState
              icon={MessagesSquare}
              title={w().noneTitle}
              text={w().noneText}
              action={
                <Button variant="primary" onClick={() => navigate('/directory')}>
                  {w().toDirectory}
                </Button>
              }
            />
          }
        >
          <TextField
            type="search"
            label={w().search}
            placeholder={w().search}
            hideLabel
            value={typed()}
            onInput={setTyped}
            autocomplete="off"
          />
          <Show when={invitations().length > 0}>
            <h2 class={styles['heading']}>{w().invitations}</h2>
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
          <Show when={order().length === 0 && typed() && session.isListWhole()}>
            <EmptyState title={w().nothingFoundTitle} text={w().nothingFoundText} />
          </Show>
          {/* What somebody points at must not move away from under the pointer. */}
          <ul
            class={styles['entries']}
            onPointerEnter={(event) => setHeld(event.pointerType === 'mouse')}
            onPointerLeave={() => setHeld(false)}
          >
            <For each={order().slice(0, drawn())}>
              {(roomId) => (
                <Show when={byId().get(roomId)}>
                  {(room) => <ConversationEntry room={room()} isOpen={roomId === props.openId} />}
                </Show>
              )}
            </For>
            <Show when={order().length > drawn()}>
              <li ref={drawMore} class={styles['end']} />
            </Show>
          </ul>
          <Show when={!session.isListWhole()}>
            <p class={styles['coming']} role="status">
              {w().moreComing}
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
