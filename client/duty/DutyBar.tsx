import CircleCheck from 'lucide-solid/icons/circle-check'
import Forward from 'lucide-solid/icons/forward'
import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import type { DutyMoveInput } from '#shared/duty/api.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import type { RoomView } from '../matrix/types.ts'
import { answerOf, Banner, Button, toast } from '../ui/index.ts'
import styles from './duty.module.css'
import type { DutyRoom } from './duty-room.ts'
import { HandDialog } from './HandDialog.tsx'
import { createDutyMoves } from './moves.ts'

/** Above what is said: that nobody is there, and what can be done with the conversation. */
export const DutyBar = (props: { room: RoomView; duty: DutyRoom }) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const moves = createDutyMoves()
  const [isHanding, setHanding] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const isEmpty = () => props.duty.isAsker() && props.duty.onDutyNames().length === 0

  const act = async (input: DutyMoveInput) => {
    const roster = props.duty.roster()
    if (!roster) return
    setBusy(true)
    try {
      await moves.move(props.room.roomId, roster.service.serverName, input)
    } catch (error) {
      toast({ tone: 'danger', title: w().stepFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Switch>
      <Match when={props.duty.roster()?.status === 'closed' && props.duty.isAsker()}>
        <Banner tone="info" title={w().closedTitle}>
          {w().closedText}
        </Banner>
      </Match>
      <Match when={isEmpty()}>
        <EmptyBanner duty={props.duty} />
      </Match>
      <Match when={props.duty.hasPart()}>
        <div class={styles['bar']}>
          <Show
            when={!props.duty.isOnDuty()}
            fallback={
              <span class={styles['barText']} data-role>
                {props.duty.roleName()}
              </span>
            }
          >
            <span class={styles['barText']}>{w().keptText}</span>
          </Show>
          <Show
            when={props.duty.roster()?.status === 'open'}
            fallback={
              <Button size="small" busy={isBusy()} onClick={() => void act({ to: 'open' })}>
                {w().reopen}
              </Button>
            }
          >
            <Button size="small" icon={Forward} onClick={() => setHanding(true)}>
              {w().hand}
            </Button>
            <Button size="small" icon={CircleCheck} busy={isBusy()} onClick={() => void act({ to: 'closed' })}>
              {w().close}
            </Button>
          </Show>
          <HandDialog
            open={isHanding()}
            onOpenChange={setHanding}
            title={w().handTitle}
            hand={(person, note) => moves.hand(props.room.roomId, person, note)}
          />
        </div>
      </Match>
    </Switch>
  )
}

/** Nobody reads it now: who will, and by which other way somebody can be reached. */
const EmptyBanner = (props: { duty: DutyRoom }) => {
  const w = useWords(dutyWords)
  const api = useClinicApi()
  const [phone] = createResource(
    () => props.duty.roster()?.service,
    async ({ id, serverName, name, specialty }) => {
      const { services } = await unwrap(api.own.api.directory.search.$get({ query: { q: name, specialty } }))
      return services.find((service) => service.id === id && service.serverName === serverName)?.phone ?? null
    },
  )
  return (
    <Banner tone="warning" title={w().nobodyTitle}>
      {w().nobodyText} <Show when={answerOf(phone)}>{(number) => w().nobodyPhone(number())}</Show>
    </Banner>
  )
}
