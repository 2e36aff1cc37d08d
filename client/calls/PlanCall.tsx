import CalendarPlus from 'lucide-solid/icons/calendar-plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, Index, Show } from 'solid-js'
import { mostTimes, type PlanTime, planMinutes } from '#shared/calls/plan.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { planWords } from '../i18n/words/plan.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, Dialog, IconButton, Select, TextField } from '../ui/index.ts'
import styles from './CallPanel.module.css'
import { proposeTimes } from './plan-actions.ts'

/** A field for date and time gives the time where the person is, and nothing while it is not complete. */
const startOf = (local: string): number => new Date(local).getTime()

/** The way to propose times for a call of the conversation. */
export const PlanCall = (props: { roomId: RoomId }) => {
  const w = useWords(planWords)
  const session = useSession()
  const [isOpen, setOpen] = createSignal(false)
  const [moments, setMoments] = createSignal<readonly string[]>([''])
  const [minutes, setMinutes] = createSignal<number>(30)
  const [isChecked, setChecked] = createSignal(false)
  let form: HTMLFormElement | undefined

  const open = (is: boolean) => {
    if (is) {
      setMoments([''])
      setChecked(false)
    }
    setOpen(is)
  }
  const times = (): PlanTime[] => {
    const starts = moments()
      .map(startOf)
      .filter((start) => start > Date.now())
    return [...new Set(starts)].sort((a, b) => a - b).map((start) => ({ start, minutes: minutes() }))
  }
  const change = (at: number, moment: string) =>
    setMoments((before) => before.map((other, index) => (index === at ? moment : other)))
  const propose = async (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    const proposed = times()
    if (proposed.length === 0) return form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    await proposeTimes({ session, roomId: props.roomId }, proposed)
    setOpen(false)
  }

  return (
    <>
      <Button variant="secondary" icon={CalendarPlus} onClick={() => open(true)}>
        {w().plan}
      </Button>
      <Dialog open={isOpen()} onOpenChange={open} title={w().title} description={w().text}>
        <form
          ref={(element) => {
            form = element
          }}
          class={styles['form']}
          onSubmit={(event) => void propose(event)}
          noValidate
        >
          <Index each={moments()}>
            {(moment, at) => (
              <div class={styles['person']}>
                <div class={styles['facts']}>
                  <TextField
                    label={w().timeNumber(at + 1)}
                    type="datetime-local"
                    value={moment()}
                    onInput={(text) => change(at, text)}
                    {...(isChecked() && times().length === 0 ? { error: w().needsTime } : {})}
                  />
                </div>
                <Show when={moments().length > 1}>
                  <IconButton
                    label={w().removeTime(at + 1)}
                    icon={Trash}
                    onClick={() => setMoments((before) => before.filter((_, index) => index !== at))}
                  />
                </Show>
              </div>
            )}
          </Index>
          <Select
            label={w().duration}
            options={planMinutes.map((count) => ({ value: String(count), label: w().minutes(count) }))}
            value={String(minutes())}
            onChange={(value) => setMinutes(Number(value))}
          />
          <div class={styles['decide']}>
            <Button type="submit" variant="primary">
              {w().propose}
            </Button>
            <Show when={moments().length < mostTimes}>
              <Button variant="quiet" onClick={() => setMoments((before) => [...before, ''])}>
                {w().addTime}
              </Button>
            </Show>
          </div>
        </form>
      </Dialog>
    </>
  )
}
