import BriefcaseMedical from 'lucide-solid/icons/briefcase-medical'
import { createResource, createSignal, For, Match, type ParentProps, Show, Switch } from 'solid-js'
import { type OnCallTier, onCallTier } from '#shared/directory/tier.ts'
import { askWhileSeen, errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import {
  answerOf,
  Button,
  ChoiceGroup,
  EmptyState,
  LoadFailure,
  PageHeader,
  Skeleton,
  StatusBadge,
  toast,
} from '../ui/index.ts'
import { DutyPhone } from './DutyPhone.tsx'
import styles from './duty.module.css'
import { EndDutyDialog } from './EndDutyDialog.tsx'
import type { OpenItems } from './end-choices.ts'
import { OpenForDuty } from './OpenForDuty.tsx'
import type { ShiftAlert, ShiftConsult } from './shift-items.ts'
import { takenOver } from './taken-over.ts'

/** Who is on duty, and what waits, changes while somebody looks. */
const lookAgainMs = 10_000

/** The shift: begin and end it, who else has it, and what is open. Children: what is planned. */
export const MyDutyView = (
  props: ParentProps<{ consults: readonly ShiftConsult[]; alerts: readonly ShiftAlert[] }>,
) => {
  const w = useWords(dutyWords)
  const api = useClinicApi()
  const [mine, { refetch }] = createResource(() => unwrap(api.own.api.duty.me.$get()))
  askWhileSeen(() => void refetch(), lookAgainMs)
  // What was there stays while it is asked again, and while nobody answers.
  const shown = () => answerOf(mine)

  return (
    <section class={styles['page']} aria-busy={mine.loading}>
      <PageHeader title={w().title} />
      <Switch fallback={<Skeleton height="16rem" />}>
        <Match when={mine.error}>
          {(error) => <LoadFailure code={errorCodeOf(error())} onRetry={() => void refetch()} />}
        </Match>
        <Match when={shown()?.service === null}>
          <EmptyState icon={BriefcaseMedical} title={w().noDepartmentTitle} text={w().noDepartmentText} />
        </Match>
        <Match when={shown()}>
          {(duty) => (
            <Shift duty={duty()} consults={props.consults} alerts={props.alerts} onChanged={() => void refetch()}>
              {props.children}
            </Shift>
          )}
        </Match>
      </Switch>
    </section>
  )
}

const Shift = (props: ParentProps<OpenItems & { onChanged(): void }>) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const format = useFormat()
  const session = useSession()
  const api = useClinicApi()
  const [tier, setTier] = createSignal<OnCallTier>('first')
  const [isBusy, setBusy] = createSignal(false)
  const [isEnding, setEnding] = createSignal(false)
  const others = () => props.duty.colleagues.filter((one) => one.tier !== null)
  const isOnDuty = () => props.duty.tier !== null

  const begin = async () => {
    setBusy(true)
    try {
      await unwrap(api.own.api.directory.me['on-call'].$put({ json: { tier: tier() } }))
      toast({ tone: 'success', title: w().begun(w()[tier()]) })
      props.onChanged()
    } catch (error) {
      toast({ tone: 'danger', title: w().failed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <section class={styles['block']} aria-labelledby="my-shift">
        <div class={styles['head']}>
          <h2 id="my-shift" class={styles['heading']}>
            {w().role(props.duty.service?.name ?? '')}
          </h2>
          <StatusBadge tone={isOnDuty() ? 'success' : 'neutral'}>{isOnDuty() ? w().onDuty : w().offDuty}</StatusBadge>
        </div>
        <DutyPhone
          phone={props.duty.service?.phone ?? null}
          mayChange={isOnDuty()}
          onChanged={() => props.onChanged()}
        />
        <Show
          when={props.duty.tier}
          fallback={
            <>
              <ChoiceGroup
                legend={w().tier}
                stacked
                value={tier()}
                onChange={setTier}
                choices={onCallTier.options.map((value) => ({
                  value,
                  label: w()[value],
                  hint: w()[`${value}Text`],
                }))}
              />
              <div class={styles['actions']}>
                <Button variant="primary" busy={isBusy()} onClick={() => void begin()}>
                  {w().begin}
                </Button>
              </div>
            </>
          }
        >
          {(now) => (
            <>
              <p>
                {w()[now()]}
                <Show when={props.duty.since}>{(since) => <>, {w().since(format.until(since()))}</>}</Show>
              </p>
              <div class={styles['actions']}>
                <Button variant="primary" onClick={() => setEnding(true)}>
                  {w().end}
                </Button>
              </div>
            </>
          )}
        </Show>
      </section>
      <section class={styles['block']} aria-labelledby="colleagues-on-duty">
        <h2 id="colleagues-on-duty" class={styles['heading']}>
          {w().colleagues}
        </h2>
        <Show
          when={others().length > 0}
          fallback={<p class={styles['muted']}>{isOnDuty() ? w().alone : w().nobody}</p>}
        >
          <ul class={styles['rows']}>
            <For each={others()}>
              {({ name, title, tier: theirs }) => (
                <li class={styles['row']}>
                  <span class={styles['rowName']}>{name}</span>
                  <span class={styles['muted']}>{[title, theirs ? w()[theirs] : ''].filter(Boolean).join(', ')}</span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      {props.children}
      <section class={styles['block']} aria-labelledby="open-for-duty">
        <h2 id="open-for-duty" class={styles['heading']}>
          {w().open}
        </h2>
        <For each={takenOver(props.duty, session.userId)}>
          {({ from, count }) => <p class={styles['digest']}>{w().takenOver(count, session.nameOf(from))}</p>}
        </For>
        <OpenForDuty duty={props.duty} consults={props.consults} alerts={props.alerts} />
      </section>
      <EndDutyDialog
        open={isEnding()}
        onOpenChange={setEnding}
        duty={props.duty}
        consults={props.consults}
        alerts={props.alerts}
        onEnded={() => props.onChanged()}
      />
    </>
  )
}
