import Hand from 'lucide-solid/icons/hand'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import UserMinus from 'lucide-solid/icons/user-minus'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Avatar, Button, Checkbox, Dialog, IconButton, onEscape } from '../ui/index.ts'
import styles from './CallPanel.module.css'
import type { Call } from './join-call.ts'
import { useOrderActions } from './order-actions.ts'
import { useNames } from './use-names.ts'
import { usePeople } from './use-people.ts'

/** Who is in the call and who waits, as their clinics vouch for them; for a host, what can be done about it. */
export const PeoplePanel = (props: { call: Call; onClose(): void }) => {
  const w = useWords(callWords)
  const session = useSession()
  const room = session.rtc(props.call.roomId)
  const order = useOrderActions(props.call.roomId)
  const nameOf = useNames(props.call.roomId)
  const present = createMemo(() => [...new Set(room.members().map(({ userId }) => userId))])
  const waiting = () => room.signs().filter(({ kind }) => kind === 'waiting')
  /** Who is a guest has no account to come back with. */
  const keptOut = () => room.order().removed.filter((person) => !isGuest(person))
  const facts = usePeople(
    () => [...present(), ...waiting().map(({ userId }) => userId), ...keptOut()],
    props.call.roomId,
  )
  const isHost = () => room.isHost(session.userId)
  const isDirect = () => session.rooms().find(({ roomId }) => roomId === props.call.roomId)?.kind === 'direct'
  const [removing, setRemoving] = createSignal<UserId | null>(null)
  const [isEnding, setEnding] = createSignal(false)

  const tilesOf = (person: UserId) => props.call.tiles.filter(({ member }) => member.userId === person)
  const isMuted = (person: UserId) => !tilesOf(person).some(({ hasMicrophone }) => hasMicrophone)
  /** Of who is not there yet, nobody knows it. */
  const isKnown = (person: UserId) => tilesOf(person).some(({ fault }) => fault !== 'connecting')
  const hasHandUp = (person: UserId) => room.signs().some(({ kind, userId }) => kind === 'hand' && userId === person)

  let heading: HTMLHeadingElement | undefined
  onMount(() => heading?.focus())

  const Facts = (of: { person: UserId }) => (
    <>
      <Avatar name={nameOf(of.person)} />
      <span class={styles['facts']}>
        <span class={styles['name']}>{facts(of.person).name}</span>
        <span class={styles['what']}>
          {[facts(of.person).what, facts(of.person).clinic].filter(Boolean).join(' · ')}
        </span>
      </span>
    </>
  )

  /** Who is not in the call, with what a host can do about it. */
  const ForHosts = (of: { title: string; people: readonly UserId[]; children(person: UserId): JSX.Element }) => (
    <Show when={isHost() && of.people.length > 0}>
      <section class={styles['section']} aria-label={of.title}>
        <h3 class={styles['subheading']}>{of.title}</h3>
        <ul class={styles['people']}>
          <For each={of.people}>
            {(person) => (
              <li class={styles['person']}>
                <Facts person={person} />
                <span class={styles['actions']}>{of.children(person)}</span>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )

  return (
    <aside class={styles['panel']} aria-label={w().people} onKeyDown={onEscape(() => props.onClose())}>
      <header class={styles['header']}>
        <h2 ref={heading} tabindex="-1" class={styles['heading']}>
          {w().peopleCount(present().length)}
        </h2>
        <IconButton size="small" label={w().closePanel} icon={X} onClick={() => props.onClose()} />
      </header>
      <ForHosts title={w().waitingPeople} people={waiting().map(({ userId }) => userId)}>
        {(person) => (
          <>
            <Button size="small" variant="primary" onClick={() => void order.change({ kind: 'admit', person })}>
              {w().admit}
            </Button>
            <Button size="small" variant="quiet" onClick={() => void order.change({ kind: 'remove', person })}>
              {w().refuse}
            </Button>
          </>
        )}
      </ForHosts>
      <ul class={styles['people']}>
        <For each={present()}>
          {(person) => (
            <li class={styles['person']}>
              <Facts person={person} />
              <span class={styles['actions']}>
                <Show when={hasHandUp(person)}>
                  <Hand size={18} role="img" aria-label={w().handIsUp} />
                </Show>
                <Show when={isKnown(person) && isMuted(person)}>
                  <MicOff size={18} role="img" aria-label={w().microphoneOff} />
                </Show>
                <Show when={isHost() && person !== session.userId}>
                  <Show when={!isMuted(person)}>
                    <IconButton
                      size="small"
                      label={w().mutePerson(facts(person).name)}
                      icon={Mic}
                      onClick={() => void order.mute(person)}
                    />
                  </Show>
                  <Show when={!room.isHost(person)}>
                    <IconButton
                      size="small"
                      label={w().removePerson(facts(person).name)}
                      icon={UserMinus}
                      onClick={() => setRemoving(person)}
                    />
                  </Show>
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
      <ForHosts title={w().keptOut} people={keptOut()}>
        {(person) => (
          <Button size="small" variant="secondary" onClick={() => void order.change({ kind: 'admit', person })}>
            {w().letBack}
          </Button>
        )}
      </ForHosts>
      <Show when={isHost()}>
        <section class={styles['section']} aria-label={w().orderTitle}>
          <h3 class={styles['subheading']}>{w().orderTitle}</h3>
          {/* Of two, both are hosts: nobody could be kept out. */}
          <Show when={!isDirect()}>
            <Checkbox
              label={w().waitingRoom}
              description={w().waitingRoomText}
              checked={room.order().isWaiting}
              onChange={(isOn) =>
                void order.change(isOn ? { kind: 'let-wait', present: present() } : { kind: 'let-nobody-wait' })
              }
            />
            <Checkbox
              label={w().lock}
              description={w().lockText}
              checked={room.order().isLocked}
              onChange={(isOn) => void order.change(isOn ? { kind: 'lock', present: present() } : { kind: 'unlock' })}
            />
          </Show>
          <Button variant="danger" onClick={() => setEnding(true)}>
            {w().endForAll}
          </Button>
        </section>
      </Show>
      <p class={styles['note']}>{w().noRecording}</p>
      <Dialog
        open={removing() !== null}
        onOpenChange={() => setRemoving(null)}
        title={w().removeTitle(removing() ? nameOf(removing() as UserId) : '')}
        description={w().removeText}
      >
        <div class={styles['decide']}>
          <Button
            variant="danger"
            onClick={() => {
              const person = removing()
              setRemoving(null)
              if (person) void order.change({ kind: 'remove', person })
            }}
          >
            {w().remove}
          </Button>
          <Button variant="quiet" onClick={() => setRemoving(null)}>
            {w().cancel}
          </Button>
        </div>
      </Dialog>
      <Dialog open={isEnding()} onOpenChange={setEnding} title={w().endTitle} description={w().endText}>
        <div class={styles['decide']}>
          <Button
            variant="danger"
            onClick={() => {
              setEnding(false)
              void order.change({ kind: 'end' })
            }}
          >
            {w().endForAll}
          </Button>
          <Button variant="quiet" onClick={() => setEnding(false)}>
            {w().cancel}
          </Button>
        </div>
      </Dialog>
    </aside>
  )
}
