import { useNavigate } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Search from 'lucide-solid/icons/search'
import Users from 'lucide-solid/icons/users'
import { createSignal, Match, onCleanup, Show, Suspense, Switch } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { AvailabilityOf } from '../availability/index.ts'
import { CallBanner, StartCallButton } from '../calls/index.ts'
import { DutyLine } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { conversationListWords } from '../i18n/words/conversation-list.ts'
import { conversationWords } from '../i18n/words/conversations.ts'
import { useSession } from '../matrix/session-context.tsx'
import { RoomSearch } from '../search/index.ts'
import { Avatar, IconButton, Menu } from '../ui/index.ts'
import { ClinicMark } from './ClinicMark.tsx'
import { closedOf } from './closed.ts'
import styles from './conversations.module.css'
import { MembersPanel } from './members/MembersPanel.tsx'
import { RoomBody } from './RoomPane.tsx'
import { useRoomActions } from './room-actions.ts'
import { TwinBanner } from './TwinBanner.tsx'

/** One conversation, with who takes part and the way into a call. */
export const Conversation = (props: { roomId: RoomId }) => {
  const w = useWords(conversationWords)
  const listWords = useWords(conversationListWords)
  const actions = useRoomActions()
  const navigate = useNavigate()
  const room = useSession().openRoom(props.roomId)
  const [panel, setPanel] = createSignal<'members' | 'search' | null>(null)
  const name = () => room.summary()?.name ?? ''
  const buttons: { members?: HTMLButtonElement; search?: HTMLButtonElement } = {}
  let wantsSearch = false
  const toggle = (which: 'members' | 'search') => setPanel((before) => (before === which ? null : which))
  const close = () => {
    const closed = panel()
    setPanel(null)
    const button = closed && buttons[closed]
    // A phone has no room for that of the search.
    if (button) (button.checkVisibility() ? button : buttons.members)?.focus()
  }

  // Pressed once more, it is the browser's own search.
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f' || event.shiftKey || event.altKey) return
    if (panel() === 'search' || document.querySelector('[role="dialog"], [role="alertdialog"]')) return
    event.preventDefault()
    setPanel('search')
  }
  window.addEventListener('keydown', onKeyDown)
  onCleanup(() => window.removeEventListener('keydown', onKeyDown))

  return (
    <article class={styles['conversation']} classList={{ [styles['withPanel'] ?? '']: panel() !== null }}>
      <header class={styles['roomHeader']}>
        <span class={styles['backButton']}>
          <IconButton label={w().back} icon={ArrowLeft} onClick={() => navigate('/messages')} />
        </span>
        <span class={styles['face']}>
          <Avatar name={name()} />
        </span>
        <div class={styles['roomTitle']}>
          <h1 class={styles['title']}>{name()}</h1>
          <span class={styles['roomFacts']}>
            <ClinicMark servers={room.summary()?.servers ?? []} />
            <AvailabilityOf userId={room.summary()?.directUserId ?? null} />
          </span>
          <DutyLine room={room} />
        </div>
        <span class={styles['callButton']}>
          <Show when={closedOf(room) === null}>
            <StartCallButton roomId={props.roomId} />
          </Show>
        </span>
        <span class={styles['searchButton']}>
          <IconButton
            ref={(element) => {
              buttons.search = element
            }}
            label={w().searchHere}
            icon={Search}
            pressed={panel() === 'search'}
            aria-expanded={panel() === 'search'}
            onClick={() => toggle('search')}
          />
        </span>
        <IconButton
          ref={(element) => {
            buttons.members = element
          }}
          label={w().members}
          icon={Users}
          pressed={panel() === 'members'}
          aria-expanded={panel() === 'members'}
          onClick={() => toggle('members')}
        />
        <Show when={room.summary()}>
          {(summary) => (
            <Menu
              label={listWords().actions}
              icon={Ellipsis}
              items={[
                { label: w().searchHere, icon: Search, onSelect: () => (wantsSearch = true) },
                ...actions.items(summary(), true),
              ]}
              onClosed={() => {
                if (wantsSearch) setPanel('search')
                wantsSearch = false
              }}
            />
          )}
        </Show>
      </header>
      <div class={styles['roomMain']}>
        <CallBanner roomId={props.roomId} />
        <TwinBanner roomId={props.roomId} />
        <RoomBody room={room} />
      </div>
      <Switch>
        <Match when={panel() === 'members'}>
          <MembersPanel room={room} onClose={close} />
        </Match>
        <Match when={panel() === 'search'}>
          <Suspense>
            <RoomSearch roomId={props.roomId} onClose={close} />
          </Suspense>
        </Match>
      </Switch>
    </article>
  )
}
