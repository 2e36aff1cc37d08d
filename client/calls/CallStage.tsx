import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  onCleanup,
  Suspense,
  Switch,
} from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { CallClock } from './CallClock.tsx'
import { CallControls } from './CallControls.tsx'
import { CallNotices } from './CallNotices.tsx'
import { CallTile } from './CallTile.tsx'
import trustStyles from './CallTrust.module.css'
import { CallTrust } from './CallTrust.tsx'
import styles from './CallView.module.css'
import { ConversationPanel } from './ConversationPanel.tsx'
import type { Panel } from './call-acts.ts'
import { createCameraTurn } from './camera-turn.ts'
import type { Call } from './join-call.ts'
import { columnsOf, type Layout, largeTile, nextSpeaker } from './layout-rules.ts'
import { PeoplePanel } from './PeoplePanel.tsx'
import { useNames } from './use-names.ts'

/** Says who came and went, for those who do not see it. */
const useComings = (roomId: RoomId, people: () => UserId[]) => {
  const w = useWords(callWords)
  const nameOf = useNames(roomId)
  const [said, setSaid] = createSignal('')
  createEffect(
    on(
      people,
      (now, before) => {
        const came = now.find((person) => !before?.includes(person))
        const left = before?.find((person) => !now.includes(person))
        if (came) setSaid(w().came(nameOf(came)))
        else if (left) setSaid(w().left(nameOf(left)))
      },
      { defer: true },
    ),
  )
  return said
}

/** A hand stays up until it is taken down, or one hangs up. */
const createHand = (roomId: RoomId) => {
  const room = useSession().rtc(roomId)
  const [isUp, setUp] = createSignal(false)
  createEffect(() => {
    if (isUp()) onCleanup(room.give('hand'))
  })
  return { isUp, toggle: () => setUp((before) => !before) }
}

/** The room that there is for pictures. */
const createSize = () => {
  const [size, setSize] = createSignal({ width: 0, height: 0 })
  const observer = new ResizeObserver((entries) => {
    const last = entries.at(-1)
    if (last) setSize({ width: last.contentRect.width, height: last.contentRect.height })
  })
  onCleanup(() => observer.disconnect())
  return { size, measure: (element: HTMLElement) => observer.observe(element) }
}

type Props = {
  call: Call
  onLeave(): void
  /** What is said in the room, and the field to answer. */
  conversation(): JSX.Element
  /** Files that those in the call look at together. */
  together(parts: TogetherParts): JSX.Element
}

export type TogetherParts = {
  call: Call
  /** Whether the person wants to show a file to the others. */
  isChoosing: Accessor<boolean>
  onChosen(): void
  /** A picture of the call that is to be kept; whoever is given it closes it. */
  frozen: Accessor<ImageBitmap | null>
  onFrozen(): void
}

export const CallStage = (props: Props) => {
  const w = useWords(callWords)
  const session = useSession()
  const room = session.rtc(props.call.roomId)
  const others = createMemo(
    () => [
      ...new Set(props.call.tiles.filter(({ member }) => !member.isThisDevice).map(({ member }) => member.userId)),
    ],
    [],
    { equals: (a, b) => a.length === b.length && a.every((person) => b.includes(person)) },
  )
  const said = useComings(props.call.roomId, others)
  const hand = createHand(props.call.roomId)
  const camera = createCameraTurn(props.call)
  // Nobody but themselves says what a guest is called.
  if (isGuest(session.userId)) onCleanup(room.give('here'))
  const [panel, setPanel] = createSignal<Panel | null>(null)
  const [isChoosing, setChoosing] = createSignal(false)
  const [frozen, setFrozen] = createSignal<ImageBitmap | null>(null)
  /** Without a picture yet there is nothing to keep. */
  const freeze = (video: HTMLVideoElement) => void createImageBitmap(video).then(setFrozen, () => {})
  const buttons: Partial<Record<Panel, HTMLButtonElement>> = {}
  const closePanel = () => {
    const closed = panel()
    setPanel(null)
    if (closed) buttons[closed]?.focus()
  }
  const [layout, setLayout] = createSignal<Layout>('grid')
  const [pinned, setPinned] = createSignal<string | null>(null)
  const speaker = createMemo<string | null>((before) => nextSpeaker(before, props.call.tiles), null)
  const large = createMemo(() =>
    largeTile(props.call.tiles, { layout: layout(), pinned: pinned(), speaker: speaker() }),
  )
  const { size, measure } = createSize()
  const columns = createMemo(() => (large() === null ? columnsOf(props.call.tiles.length, size()) : null))
  const hasHandUp = (person: UserId) =>
    person === session.userId
      ? hand.isUp()
      : room.signs().some(({ kind, userId }) => kind === 'hand' && userId === person)

  return (
    <section class={styles['stage']} aria-label={w().call}>
      <CallNotices call={props.call} isAlone={others().length === 0} onWrite={() => setPanel('conversation')} />
      <p class={styles['spoken']} aria-live="polite">
        {said()}
      </p>
      <div class={trustStyles['line']}>
        <CallTrust call={props.call} />
        <CallClock call={props.call} />
      </div>
      <Suspense>
        {props.together({
          call: props.call,
          isChoosing,
          onChosen: () => setChoosing(false),
          frozen,
          onFrozen: () => setFrozen(null),
        })}
      </Suspense>
      <div class={styles['middle']}>
        <ul
          ref={measure}
          class={styles['tiles']}
          classList={{ [styles['withLarge'] ?? '']: large() !== null }}
          style={{ 'grid-template-columns': columns() === null ? undefined : `repeat(${columns()}, minmax(0, 1fr))` }}
        >
          <For each={props.call.tiles}>
            {(tile) => (
              <CallTile
                roomId={props.call.roomId}
                tile={tile}
                isLarge={tile.key === large()}
                isPinned={tile.key === pinned()}
                hasHandUp={tile.source === 'camera' && hasHandUp(tile.member.userId)}
                {...(isGuest(session.userId) ? {} : { onFreeze: freeze })}
                {...(tile.member.isThisDevice && tile.source === 'camera' ? { camera } : {})}
                onPin={() => setPinned((before) => (before === tile.key ? null : tile.key))}
              />
            )}
          </For>
        </ul>
        <Suspense>
          <Switch>
            <Match when={panel() === 'people'}>
              <PeoplePanel call={props.call} onClose={closePanel} />
            </Match>
            <Match when={panel() === 'conversation'}>
              <ConversationPanel onClose={closePanel}>{props.conversation()}</ConversationPanel>
            </Match>
          </Switch>
        </Suspense>
      </div>
      <CallControls
        call={props.call}
        hand={hand}
        layout={layout()}
        onLayout={setLayout}
        panel={panel()}
        buttons={buttons}
        onPanel={(which) => setPanel((before) => (before === which ? null : which))}
        onLookTogether={() => setChoosing(true)}
        onLeave={props.onLeave}
      />
    </section>
  )
}
