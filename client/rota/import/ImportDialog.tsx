import FileUp from 'lucide-solid/icons/file-up'
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import { type OnCallTier, onCallTier } from '#shared/directory/tier.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { RotaOutput, ShiftStep } from '#shared/rota/api.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { rotaWords } from '../../i18n/words/rota.ts'
import { Banner, Button, Dialog, FileInput, Select, Spinner, toast } from '../../ui/index.ts'
import { useMoments } from '../moments.ts'
import styles from '../rota.module.css'
import type { Rota } from '../rota-store.ts'
import { type CalendarLine, readCalendar } from './read-calendar.ts'

const mostLines = 500
const dayMs = 24 * 60 * 60_000
const aheadMs = 366 * dayMs
const nobody = 'nobody'

type Line = CalendarLine & { id: string; step: ShiftStep; code: ErrorCode | null }
type Fault = 'noCalendar' | 'noEvents' | 'tooMany'

/**
 * | at | shown | then |
 * | --- | --- | --- |
 * | choosing | what the file must be, and why the last one was none | working |
 * | working | that it is read or taken | preview, choosing; done |
 * | preview | what each entry would lead to, and whom it is for | working |
 * | done | what became of each | – |
 */
type State =
  | { at: 'choosing'; fault: Fault | null }
  | { at: 'working' }
  | { at: 'preview' | 'done'; lines: readonly Line[] }

/** The same entry is the same shift, also when the file is read again. */
const idOf = async (key: string): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Shifts from a calendar file: chosen, tried out, looked at, carried out, reported entry by entry. */
export const ImportDialog = (props: { rota: Rota; shown: RotaOutput; onClose(): void }) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const [state, setState] = createSignal<State>({ at: 'choosing', fault: null })
  const [usual, setUsual] = createSignal<OnCallTier>('first')
  let input: HTMLInputElement | undefined

  const shiftsOf = async (lines: readonly Line[]): Promise<PlannedShift[]> => {
    const [from, to] = [Math.min(...lines.map(({ start }) => start)), Math.max(...lines.map(({ end }) => end))]
    const versions = new Map((await props.rota.within(from, to)).map(({ id, version }) => [id, version]))
    return lines.map(({ id, tier, userId, start, end }) => ({
      id,
      tier: tier ?? usual(),
      userId,
      start,
      end,
      version: versions.get(id) ?? 0,
    }))
  }
  const send = async (lines: readonly Line[], isTrial: boolean): Promise<Line[]> => {
    const said = new Map((await props.rota.plan(await shiftsOf(lines), isTrial)).map((one) => [one.id, one]))
    return lines.map((line) => ({ ...line, step: 'refuse' as const, code: null, ...said.get(line.id) }))
  }
  const orFail = async (act: () => Promise<void>) => {
    setState({ at: 'working' })
    try {
      await act()
    } catch (error) {
      const text = errors()[errorCodeOf(error)]
      toast({ tone: 'danger', title: text.title, text: text.action })
      setState({ at: 'choosing', fault: null })
    }
  }
  const read = (file: File) =>
    orFail(async () => {
      const now = Date.now()
      const { people, policy } = props.shown
      const known = { people, timeZone: policy.timeZone, from: now - dayMs, to: now + aheadMs }
      const found = readCalendar(await file.text(), known, mostLines)
      const fault = !found
        ? 'noCalendar'
        : found.length === 0
          ? 'noEvents'
          : found.length > mostLines
            ? 'tooMany'
            : null
      if (!found || fault) {
        setState({ at: 'choosing', fault })
        return
      }
      const lines = await Promise.all(
        found.map(async (line): Promise<Line> => ({ ...line, id: await idOf(line.key), step: 'add', code: null })),
      )
      setState({ at: 'preview', lines: await send(lines, true) })
    })
  const choosePerson = (lines: readonly Line[], id: string, userId: UserId | null) =>
    orFail(async () => {
      const changed = lines.map((line) => (line.id === id ? { ...line, userId } : line))
      setState({ at: 'preview', lines: await send(changed, true) })
    })
  const carryOut = (lines: readonly Line[]) =>
    orFail(async () => {
      setState({ at: 'done', lines: await send(lines, false) })
    })

  const choosing = () => {
    const now = state()
    return now.at === 'choosing' ? now : null
  }
  const looked = () => {
    const now = state()
    return now.at === 'preview' || now.at === 'done' ? now : null
  }
  const chooser = (label: string, variant: 'primary' | 'secondary') => (
    <Button variant={variant} icon={FileUp} onClick={() => input?.click()}>
      {label}
    </Button>
  )
  const faultText = (fault: Fault) => w()[`${fault}Text`]

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().importTitle} size="large">
      <FileInput
        accept=".ics,text/calendar"
        ref={(element) => {
          input = element
        }}
        onChoose={([file]) => file && void read(file)}
      />
      <div class={styles['dialog']}>
        <Switch>
          <Match when={choosing()}>
            {(now) => (
              <>
                <p>{w().importText}</p>
                <Select
                  label={w().importTier}
                  value={usual()}
                  options={onCallTier.options.map((value) => ({ value, label: w().tiers[value] }))}
                  onChange={setUsual}
                />
                <Show when={now().fault}>
                  {(fault) => (
                    <Banner tone="danger" title={w()[fault()]}>
                      {faultText(fault())}
                    </Banner>
                  )}
                </Show>
                <div class={styles['actions']}>{chooser(w().choose, 'primary')}</div>
              </>
            )}
          </Match>
          <Match when={state().at === 'working'}>
            <p role="status" class={styles['row']}>
              <Spinner /> {w().importReading}
            </p>
          </Match>
          <Match when={looked()}>
            {(now) => {
              const count = (step: ShiftStep) => now().lines.filter((one) => one.step === step).length
              const isDone = () => now().at === 'done'
              const news = () => count('add') + count('change')
              return (
                <>
                  <Banner
                    tone={count('refuse') > 0 ? 'warning' : isDone() ? 'success' : 'info'}
                    title={`${isDone() ? `${w().importDone}: ` : ''}${w().importSummary(count('add'), count('change'), count('keep'), count('refuse'))}`}
                  >
                    {isDone() ? '' : w().importWhoText}
                  </Banner>
                  <Lines
                    lines={now().lines}
                    isDone={isDone()}
                    shown={props.shown}
                    usual={usual()}
                    onPerson={(id, userId) => void choosePerson(now().lines, id, userId)}
                  />
                  <div class={styles['actions']}>
                    <Show
                      when={!isDone()}
                      fallback={
                        <Button variant="primary" onClick={() => props.onClose()}>
                          {w().close}
                        </Button>
                      }
                    >
                      {chooser(w().chooseOther, 'secondary')}
                      <Button variant="primary" disabled={news() === 0} onClick={() => void carryOut(now().lines)}>
                        {w().importCarryOut(news())}
                      </Button>
                    </Show>
                  </div>
                </>
              )
            }}
          </Match>
        </Switch>
      </div>
    </Dialog>
  )
}

type LinesProps = {
  lines: readonly Line[]
  isDone: boolean
  shown: RotaOutput
  usual: OnCallTier
  onPerson(id: string, userId: UserId | null): void
}

const Lines = (props: LinesProps) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const { moment, span } = useMoments()
  const zone = () => props.shown.policy.timeZone
  const nameOf = (userId: UserId | null) => props.shown.people.find((one) => one.userId === userId)?.name
  const stepOf = ({ step, code }: Line) =>
    `${(props.isDone ? w().stepsDone : w().steps)[step]}${code ? `: ${code === 'shift-overlaps' ? w().overlaps : errors()[code].title}` : ''}`
  return (
    <div class={styles['scroll']}>
      <table class={styles['lines']}>
        <thead>
          <tr>
            <th scope="col">{w().importWhen}</th>
            <th scope="col">{w().importEntry}</th>
            <th scope="col">{w().tier}</th>
            <th scope="col">{w().importWho}</th>
            <th scope="col">{w().importWhat}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.lines}>
            {(line) => (
              <tr data-step={line.step}>
                <td>{span(line.start, line.end, zone())}</td>
                <td>{line.summary}</td>
                <td>{w().tiers[line.tier ?? props.usual]}</td>
                <td>
                  <Show
                    when={line.who !== 'found' && !props.isDone}
                    fallback={nameOf(line.userId) ?? w().withoutPerson}
                  >
                    <Select
                      label={`${w().person}: ${line.summary} ${moment(line.start, zone())}`}
                      hideLabel
                      value={line.userId ?? nobody}
                      options={[
                        { value: nobody, label: line.who === 'ambiguous' ? w().ambiguous : w().unknown },
                        ...props.shown.people.map(({ userId, name }) => ({ value: userId as string, label: name })),
                      ]}
                      onChange={(chosen) => props.onPerson(line.id, chosen === nobody ? null : (chosen as UserId))}
                    />
                  </Show>
                </td>
                <td>{stepOf(line)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
