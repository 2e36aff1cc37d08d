import { createSignal, Match, Show, Switch } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import type { SwapMove } from '#shared/rota/swap.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Select, toast } from '../ui/index.ts'
import styles from './rota.module.css'
import type { Rota } from './rota-store.ts'

type Props = { shift: PlannedShift; rota: Pick<Rota, 'swap'>; shown: RotaOutput; onClose(): void }

const everybody = 'everybody'

/** What can be done about giving a shift to a colleague. */
export const SwapPart = (props: Props) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const [busy, setBusy] = createSignal<SwapMove['to'] | null>(null)
  const [to, setTo] = createSignal<UserId | null>(null)
  const me = session.userId
  const swap = () =>
    props.shown.swaps.find((one) => one.shiftId === props.shift.id && one.by === props.shift.userId) ?? null
  const isMine = () => props.shift.userId === me
  const isOver = () => props.shift.end <= Date.now()
  const colleagues = () => props.shown.people.filter(({ userId }) => userId !== me)
  const isColleague = () => props.shown.people.some(({ userId }) => userId === me)
  const isForMe = () => {
    const one = swap()
    return !isMine() && isColleague() && one?.status === 'offered' && (one.to === null || one.to === me)
  }
  const nameOf = (id: UserId | null | undefined) => props.shown.people.find(({ userId }) => userId === id)?.name ?? ''

  const move = async (input: SwapMove) => {
    if (busy()) return
    setBusy(input.to)
    try {
      const after = await props.rota.swap(props.shift.id, input)
      const said = {
        offered: w().offerDone,
        withdrawn: w().withdrawn,
        taken: after.userId === me ? w().taken : w().takenWaits,
        agreed: w().agreed,
        declined: w().declined,
      }
      toast({ tone: 'success', title: said[input.to] })
      props.onClose()
    } catch (error) {
      const text = errors()[errorCodeOf(error)]
      toast({ tone: 'danger', title: text.title, text: text.action })
    } finally {
      setBusy(null)
    }
  }
  const button = (what: Exclude<SwapMove['to'], 'offered'>, label: string, variant: 'primary' | 'secondary') => (
    <Button variant={variant} busy={busy() === what} onClick={() => void move({ to: what })}>
      {label}
    </Button>
  )

  return (
    <Switch>
      <Match when={isOver()}>{null}</Match>
      <Match when={swap()?.status === 'taken' && (props.shown.mayPlan || swap()?.takenBy === me || isMine())}>
        <Banner tone="info" title={w().wantsToTake(nameOf(swap()?.takenBy), nameOf(props.shift.userId))}>
          {w().waits}
        </Banner>
        <div class={styles['actions']}>
          <Show when={swap()?.takenBy === me && !props.shown.mayPlan}>
            {button('declined', w().giveUp, 'secondary')}
          </Show>
          <Show when={isMine()}>{button('withdrawn', w().withdraw, 'secondary')}</Show>
          <Show when={props.shown.mayPlan}>
            {button('declined', w().decline, 'secondary')}
            {button('agreed', w().agree, 'primary')}
          </Show>
        </div>
      </Match>
      <Match when={isMine() && swap()}>
        <div class={styles['actions']}>{button('withdrawn', w().withdraw, 'secondary')}</div>
      </Match>
      <Match when={isMine()}>
        <div class={styles['part']}>
          <p class={styles['muted']}>{props.shown.policy.swaps === 'free' ? w().offerText : w().offerTextAgreed}</p>
          <Select
            label={w().offerTo}
            value={to() ?? everybody}
            options={[
              { value: everybody, label: w().everybody },
              ...colleagues().map(({ userId, name }) => ({ value: userId as string, label: name })),
            ]}
            onChange={(chosen) => setTo(chosen === everybody ? null : (chosen as UserId))}
          />
          <div class={styles['actions']}>
            <Button busy={busy() === 'offered'} onClick={() => void move({ to: 'offered', person: to() })}>
              {w().offer}
            </Button>
          </div>
        </div>
      </Match>
      <Match when={isForMe()}>
        <p>{w().offeredBy(nameOf(props.shift.userId))}</p>
        <div class={styles['actions']}>{button('taken', w().take, 'primary')}</div>
      </Match>
    </Switch>
  )
}
