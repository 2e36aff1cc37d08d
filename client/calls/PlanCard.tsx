import { useNavigate } from '@solidjs/router'
import CalendarClock from 'lucide-solid/icons/calendar-clock'
import { createMemo, For, Show } from 'solid-js'
import { calendarFile } from '#shared/calls/icalendar.ts'
import { type PlanEvent, type PlanTime, parsePlan, standingOf } from '#shared/calls/plan.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { featureWords } from '../i18n/words/features.ts'
import { planWords } from '../i18n/words/plan.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomEvent, RoomView } from '../matrix/types.ts'
import { useClinicName } from '../partners/index.ts'
import { Button, saveBlob } from '../ui/index.ts'
import styles from './CallPanel.module.css'
import { answerPlan, cancelPlan } from './plan-actions.ts'
import { addressOfCall } from './room-address.ts'
import { useApart } from './use-apart.ts'

type Props = { room: Pick<RoomView, 'roomId' | 'events'>; proposal: PlanEvent }

/** Content of an event that came in the clear says nothing. */
const planEventOf = ({ eventId, sender, at, encrypted, content }: RoomEvent): PlanEvent[] => {
  const said = encrypted ? parsePlan(content) : null
  return said ? [{ eventId, sender, at, content: said }] : []
}

const minuteMs = 60_000

/** Times that were proposed for a call, what everybody has said to them, and what one can do. */
export const PlanCard = (props: Props) => {
  const w = useWords(planWords)
  const format = useFormat()
  const session = useSession()
  const navigate = useNavigate()
  const api = useClinicApi()
  const features = useWords(featureWords)
  const calls = useWords(callWords)
  const clinicName = useClinicName()
  const apart = useApart(props.room.roomId)
  const now = createClock(30_000)
  /** Why the call would come to nothing; null: as far as is known, it takes place. */
  const hindrance = () => {
    if (!api.has('teleconsult')) return features().isOff(features().names.teleconsult)
    return apart.isAlone() ? calls().apart(apart.clinics().map(clinicName)) : null
  }
  const where = () => ({ session, roomId: props.room.roomId })
  const said = props.room.events(eventTypes.callPlan)
  const standing = createMemo(() => standingOf(props.proposal, said().flatMap(planEventOf)))
  const plan = (): EventId => props.proposal.eventId
  const times = () => (props.proposal.content.kind === 'proposal' ? props.proposal.content.times : [])
  const isOurs = () => props.proposal.sender === session.userId
  const hasSaid = (people: readonly UserId[]) => people.includes(session.userId)
  const moment = ({ start, minutes }: PlanTime) =>
    `${format.day(start, now())}, ${w().span(format.time(start), format.time(start + minutes * minuteMs))}`
  const isAhead = ({ start, minutes }: PlanTime) => start + minutes * minuteMs > now()
  const names = (people: readonly UserId[]) => people.map((person) => session.nameOf(person))
  const fixed = () => (standing().status === 'fixed' ? standing().time : null)
  const save = (time: PlanTime) => {
    const url = `${location.origin}${addressOfCall(props.room.roomId)}`
    const file = calendarFile({ id: plan(), ...time, title: w().fileTitle, url, madeAt: Date.now() })
    saveBlob(new Blob([file], { type: 'text/calendar;charset=utf-8' }), w().fileName)
  }

  return (
    <section class={styles['plan']} aria-label={w().card[standing().status]}>
      <p class={styles['planTitle']}>
        <CalendarClock size={18} aria-hidden="true" /> {w().card[standing().status]}
      </p>
      <Show
        when={standing().time}
        fallback={
          <ul class={styles['people']}>
            <For each={times()}>
              {(time) => (
                <li>
                  <Show
                    when={standing().status === 'open' && !isOurs() && !hindrance() && isAhead(time)}
                    fallback={<span>{moment(time)}</span>}
                  >
                    <Button size="small" variant="primary" onClick={() => void answerPlan(where(), plan(), time)}>
                      {w().accept(moment(time))}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        }
      >
        {(time) => <p class={styles['name']}>{moment(time())}</p>}
      </Show>
      <Show when={standing().coming.length > 0}>
        <p class={styles['what']}>{w().coming(names(standing().coming))}</p>
      </Show>
      <Show when={standing().notComing.length > 0}>
        <p class={styles['what']}>{w().notComing(names(standing().notComing))}</p>
      </Show>
      <Show when={standing().status === 'open' && isOurs() && standing().notComing.length === 0}>
        <p class={styles['what']}>{w().waiting}</p>
      </Show>
      <Show when={standing().cancelledBy}>
        {(person) => <p class={styles['what']}>{w().cancelledBy(session.nameOf(person()))}</p>}
      </Show>
      <Show when={standing().status !== 'cancelled' && times().some(isAhead)}>
        <Show when={hindrance()}>{(why) => <p class={styles['what']}>{why()}</p>}</Show>
        <div class={styles['decide']}>
          <Show when={hindrance() ? null : fixed()}>
            {(time) => (
              <>
                <Button size="small" variant="secondary" onClick={() => navigate(addressOfCall(props.room.roomId))}>
                  {w().toCall}
                </Button>
                <Button size="small" variant="secondary" onClick={() => save(time())}>
                  {w().calendar}
                </Button>
                <Show when={!isOurs() && !hasSaid(standing().coming)}>
                  <Button size="small" variant="primary" onClick={() => void answerPlan(where(), plan(), time())}>
                    {w().acceptFixed}
                  </Button>
                </Show>
              </>
            )}
          </Show>
          <Show when={!isOurs() && !hasSaid(standing().notComing)}>
            <Button size="small" variant="quiet" onClick={() => void answerPlan(where(), plan(), null)}>
              {w().refuse}
            </Button>
          </Show>
          <Show when={isOurs() || fixed()}>
            <Button size="small" variant="quiet" onClick={() => void cancelPlan(where(), plan())}>
              {w().cancel}
            </Button>
          </Show>
        </div>
      </Show>
    </section>
  )
}
