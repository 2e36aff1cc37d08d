import { A, useNavigate } from '@solidjs/router'
import CalendarClock from 'lucide-solid/icons/calendar-clock'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, For, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { dayAfter, dayOf, startOfDay } from '../i18n/days.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { planWords } from '../i18n/words/plan.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRoomName } from '../matrix/use-room-name.ts'
import { Button, EmptyState, IconButton, PageHeader, Skeleton } from '../ui/index.ts'
import styles from './CallPanel.module.css'
import { callsBetween } from './due-calls.ts'
import { addressOfCall, addressOfRoom } from './room-address.ts'
import { useNamesInCall } from './use-names.ts'

const minuteMs = 60_000

/** `/calls`: what is planned on a day, and whose call goes on just now. */
export const DayView = () => {
  const w = useWords(planWords)
  const format = useFormat()
  const session = useSession()
  const navigate = useNavigate()
  const now = createClock(30_000)
  const [chosen, setChosen] = createSignal<string | null>(null)
  const day = () => chosen() ?? dayOf(now())
  const from = () => startOfDay(day()) ?? now()
  const until = () => dayAfter(day()) ?? now()
  const planned = () => callsBetween(session.plannedCalls(), from(), until())
  const roomOf = (room: string) => session.rooms().find(({ roomId }) => roomId === room)
  /** Calls that go on just now, in rooms that are known. */
  const going = () =>
    session.calls().filter((room) => roomOf(room)?.membership === 'join' && session.rtc(room).members().length > 0)
  const roomName = useRoomName()
  const nameOf = (roomId: string) => {
    const room = roomOf(roomId)
    return room ? roomName(room) : w().unknownRoom
  }

  return (
    <div class={styles['day']}>
      <PageHeader title={w().day} />
      <For each={going()}>{(room) => <Going room={room} name={nameOf(room)} />}</For>
      <div class={styles['dayPick']}>
        <IconButton
          label={w().earlierDay}
          icon={ChevronLeft}
          onClick={() => setChosen(dayOf(from() - 12 * 60 * minuteMs))}
        />
        <h2 class={styles['heading']} aria-live="polite">
          {format.day(from(), now())}
        </h2>
        <IconButton label={w().laterDay} icon={ChevronRight} onClick={() => setChosen(dayOf(until()))} />
        <Show when={day() !== dayOf(now())}>
          <Button size="small" variant="quiet" onClick={() => setChosen(null)}>
            {w().today}
          </Button>
        </Show>
      </div>
      <Show when={session.isListReady()} fallback={<Skeleton height="8rem" />}>
        <Show
          when={planned().length > 0}
          fallback={<EmptyState icon={CalendarClock} title={w().dayEmptyTitle} text={w().dayEmptyText} />}
        >
          <ul class={styles['people']}>
            <For each={planned()}>
              {({ room, start, minutes }) => (
                <li class={styles['slot']}>
                  <span class={styles['name']}>
                    {w().span(format.time(start), format.time(start + minutes * minuteMs))}
                  </span>
                  <span class={styles['facts']}>
                    <A href={addressOfRoom(room, roomOf(room)?.kind)}>{nameOf(room)}</A>
                  </span>
                  <Button size="small" variant="secondary" onClick={() => navigate(addressOfCall(room))}>
                    {w().toCall}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </div>
  )
}

/** Whose call goes on. */
const Going = (props: { room: RoomId; name: string }) => {
  const w = useWords(planWords)
  const calls = useWords(callWords)
  const navigate = useNavigate()
  const names = useNamesInCall(props.room)
  return (
    <div class={styles['slot']}>
      <span class={styles['facts']}>
        <span class={styles['name']}>{props.name}</span>
        <span class={styles['what']}>{calls().inCall(names())}</span>
      </span>
      <Button size="small" variant="primary" onClick={() => navigate(addressOfCall(props.room))}>
        {w().join}
      </Button>
    </div>
  )
}
