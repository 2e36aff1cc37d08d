import { createSignal, Show } from 'solid-js'
import { onCallTier } from '#shared/directory/tier.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import { clockAt, dayAt, momentOf } from '#shared/rota/calendar.ts'
import { isPossible, type PlannedShift } from '#shared/rota/planned-shift.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Banner, Button, Dialog, Select, TextField, toast } from '../ui/index.ts'
import { useMoments } from './moments.ts'
import styles from './rota.module.css'
import type { Rota } from './rota-store.ts'
import { SwapPart } from './SwapPart.tsx'

type Props = { shift: PlannedShift; rota: Rota; shown: RotaOutput; onClose(): void }

const nobody = 'nobody'

/** A shift of the plan: who plans changes it, whose it is offers it, colleagues take it. */
export const ShiftDialog = (props: Props) => {
  const w = useWords(rotaWords)
  const isNew = () => props.shift.version === 0
  const title = () => (isNew() ? w().add : props.shown.mayPlan ? w().editTitle : w().viewTitle)
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={title()}>
      <div class={styles['dialog']}>
        <Show when={props.shown.mayPlan} fallback={<Facts {...props} />}>
          <ShiftForm {...props} isNew={isNew()} />
        </Show>
        <Show when={!isNew()}>
          <SwapPart {...props} />
        </Show>
      </div>
    </Dialog>
  )
}

const Facts = (props: Props) => {
  const w = useWords(rotaWords)
  const { span } = useMoments()
  const name = () => props.shown.people.find(({ userId }) => userId === props.shift.userId)?.name ?? w().nobody
  return (
    <p>{`${w().tiers[props.shift.tier]}, ${span(props.shift.start, props.shift.end, props.shown.policy.timeZone)}: ${name()}`}</p>
  )
}

const ShiftForm = (props: Props & { isNew: boolean }) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  // What is edited is as it was opened, whatever is read meanwhile.
  const { shift: given, shown } = props
  const zone = shown.policy.timeZone
  const [tier, setTier] = createSignal(given.tier)
  const [person, setPerson] = createSignal<UserId | null>(given.userId)
  const [fromDay, setFromDay] = createSignal(dayAt(given.start, zone))
  const [fromTime, setFromTime] = createSignal(clockAt(given.start, zone))
  const [toDay, setToDay] = createSignal(dayAt(given.end, zone))
  const [toTime, setToTime] = createSignal(clockAt(given.end, zone))
  const [fault, setFault] = createSignal<ErrorCode | 'bad-time' | null>(null)
  const [busy, setBusy] = createSignal<'save' | 'remove' | null>(null)

  const written = (): PlannedShift | null => {
    if (![fromDay(), fromTime(), toDay(), toTime()].every(Boolean)) return null
    const [start, end] = [momentOf(fromDay(), fromTime(), zone), momentOf(toDay(), toTime(), zone)]
    const shift = { ...given, tier: tier(), userId: person(), start, end }
    return isPossible(shift) ? shift : null
  }
  /** The end goes along with the beginning. */
  const moveDay = (day: string) => {
    if (toDay() === fromDay() || toDay() < day) setToDay(day)
    setFromDay(day)
  }
  const act = async (what: 'save' | 'remove', doIt: () => Promise<void>) => {
    if (busy()) return
    setBusy(what)
    setFault(null)
    try {
      await doIt()
    } catch (error) {
      setFault(errorCodeOf(error))
    } finally {
      setBusy(null)
    }
  }
  const save = () =>
    act('save', async () => {
      const shift = written()
      if (!shift) {
        setFault('bad-time')
        return
      }
      const [line] = await props.rota.plan([shift])
      if (line?.code) {
        setFault(line.code)
        return
      }
      toast({ tone: 'success', title: w().saved })
      props.onClose()
    })
  const remove = () =>
    act('remove', async () => {
      const { rota } = props
      await rota.remove([given.id])
      props.onClose()
      const undo = async () => {
        try {
          const [line] = await rota.plan([given])
          if (line?.code) toast({ tone: 'danger', title: errors()[line.code].title, text: errors()[line.code].action })
          else toast({ tone: 'success', title: w().undone })
        } catch (error) {
          toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
        }
      }
      toast({ tone: 'success', title: w().removed, action: { label: w().undo, onClick: () => void undo() } })
    })

  return (
    <form
      class={styles['dialog']}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Select
        label={w().person}
        value={person() ?? nobody}
        options={[
          { value: nobody, label: w().nobody },
          ...shown.people.map(({ userId, name, title }) => ({
            value: userId as string,
            label: title ? `${name}, ${title}` : name,
          })),
        ]}
        onChange={(chosen) => setPerson(chosen === nobody ? null : (chosen as UserId))}
      />
      <Select
        label={w().tier}
        value={tier()}
        options={onCallTier.options.map((value) => ({ value, label: w().tiers[value] }))}
        onChange={setTier}
      />
      <div class={styles['moments']}>
        <TextField label={w().fromDay} type="date" value={fromDay()} onInput={moveDay} required />
        <TextField label={w().fromTime} type="time" value={fromTime()} onInput={setFromTime} required />
        <TextField label={w().toDay} type="date" value={toDay()} onInput={setToDay} required />
        <TextField label={w().toTime} type="time" value={toTime()} onInput={setToTime} required />
      </div>
      <Show when={fault()}>
        {(code) => {
          const text = () => {
            const now = code()
            if (now === 'bad-time') return { title: w().badTime, action: '' }
            return now === 'shift-overlaps' ? { title: w().overlaps, action: '' } : errors()[now]
          }
          return (
            <Banner tone="danger" title={text().title}>
              {text().action}
            </Banner>
          )
        }}
      </Show>
      <div class={styles['actions']}>
        <Show when={!props.isNew}>
          <span class={styles['apart']}>
            <Button variant="danger" busy={busy() === 'remove'} onClick={() => void remove()}>
              {w().remove}
            </Button>
          </span>
        </Show>
        <Button onClick={() => props.onClose()}>{w().cancel}</Button>
        <Button variant="primary" type="submit" busy={busy() === 'save'}>
          {w().save}
        </Button>
      </div>
    </form>
  )
}
