import { createEffect, Index, on, Show } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { soundMessage } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button } from '../ui/index.ts'
import type { Call } from './join-call.ts'
import { useOrderActions } from './order-actions.ts'
import { usePeople } from './use-people.ts'

/** More than these stand in the list of people. */
const mostShown = 2

/** To a host: who asks to be let in, with what their clinic says of them. */
export const WaitingNotice = (props: { call: Call }) => {
  const w = useWords(callWords)
  const guests = useWords(guestWords)
  const session = useSession()
  const room = session.rtc(props.call.roomId)
  const order = useOrderActions(props.call.roomId)
  const waiting = () =>
    room.isHost(session.userId)
      ? room
          .signs()
          .filter(({ kind }) => kind === 'waiting')
          .map(({ userId }) => userId)
      : []
  const facts = usePeople(waiting, props.call.roomId)
  // Who shows a file or looks at a face does not look up here.
  createEffect(
    on(waiting, (now, before) => {
      if (now.some((person) => !before?.includes(person))) soundMessage()
    }),
  )
  const isUnproven = (person: UserId) => room.isProven(person) === false
  return (
    <>
      <Index each={waiting().slice(0, mostShown)}>
        {(person) => (
          <Banner
            tone={isUnproven(person()) ? 'warning' : 'info'}
            title={w().waits(
              facts(person()).name,
              [facts(person()).what, facts(person()).clinic].filter(Boolean).join(', '),
            )}
            action={
              <>
                <Button
                  variant={isUnproven(person()) ? 'quiet' : 'primary'}
                  onClick={() => void order.change({ kind: 'admit', person: person() })}
                >
                  {w().admit}
                </Button>
                <Button
                  variant={isUnproven(person()) ? 'primary' : 'quiet'}
                  onClick={() => void order.change({ kind: 'remove', person: person() })}
                >
                  {w().refuse}
                </Button>
              </>
            }
          >
            <Show when={isUnproven(person())}>{guests().unprovenWaits}</Show>
          </Banner>
        )}
      </Index>
      <Show when={waiting().length > mostShown}>
        <Banner tone="info" title={w().moreWait(waiting().length - mostShown)} />
      </Show>
    </>
  )
}
