import { createSignal, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { Banner, PageHeader } from '../ui/index.ts'
import styles from './CallView.module.css'
import { CallView } from './CallView.tsx'
import type { MediaChoice } from './own-media.ts'
import { PreJoin } from './PreJoin.tsx'
import { canEncryptCalls } from './support.ts'
import { useKnocking } from './use-knocking.ts'
import { WaitingRoom } from './WaitingRoom.tsx'

type Props = {
  /** Of the call, once a host has let the guest in; before, the guest is in no room. */
  roomId: RoomId | null
  /** What they call themselves, and the key to prove this device with; null once this window has forgotten it. */
  guest: { name: string; proofKey: string } | null
}

/** What a guest sees: themselves, then the waiting room, then the call. */
export const GuestCallView = (props: Props) => {
  const [choice, setChoice] = createSignal<MediaChoice | null>(null)
  return (
    <Show when={props.roomId} keyed fallback={<BeforeTheDoor {...props} choice={choice()} onChoice={setChoice} />}>
      {(roomId) => <CallView roomId={roomId} comesWith={choice()} conversation={() => null} together={() => null} />}
    </Show>
  )
}

type DoorProps = Pick<Props, 'guest'> & { choice: MediaChoice | null; onChoice(choice: MediaChoice | null): void }

const BeforeTheDoor = (props: DoorProps) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  return (
    <div class={styles['view']}>
      <PageHeader title={w().call} />
      <Show when={canEncryptCalls()} fallback={<Banner tone="danger" title={w().unsupported} />}>
        <Show
          when={props.choice}
          fallback={<PreJoin who={guests().beforeDoor} entry="wait" busy={false} onJoin={props.onChoice} />}
        >
          <Knocking guest={props.guest} onCancel={() => props.onChoice(null)} />
        </Show>
      </Show>
    </div>
  )
}

const Knocking = (props: Pick<Props, 'guest'> & { onCancel(): void }) => {
  const { isHostThere } = useKnocking(() => props.guest)
  return <WaitingRoom isHostThere={isHostThere()} onCancel={() => props.onCancel()} />
}
