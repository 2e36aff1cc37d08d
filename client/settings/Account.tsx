import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { MeOutput, OnCallTier, PractitionerRole } from '#shared/directory/api.ts'
import { AvailabilityChoice } from '../availability/index.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Avatar, ErrorState, Skeleton, StatusBadge, toast } from '../ui/index.ts'
import styles from './settings.module.css'

/** How the clinic shows me, and whether requests to my department reach me. */
export const Account = () => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const [me, { mutate, refetch }] = createResource<MeOutput | null>(() => unwrap(api.own.api.directory.me.$get()), {
    initialValue: null,
  })

  return (
    <>
      <div class={styles['who']}>
        <Avatar name={session.displayName()} size="large" />
        <div>
          <p class={styles['heading']}>{session.displayName()}</p>
          <p class={styles['muted']}>{session.userId}</p>
        </div>
      </div>
      <div class={styles['card']}>
        <AvailabilityChoice />
      </div>
      <Switch fallback={<Skeleton width="100%" height="20rem" />}>
        <Match when={me.error}>
          {(error) => (
            <ErrorState
              title={errors()[errorCodeOf(error())].title}
              text={errors()[errorCodeOf(error())].action}
              onRetry={() => void refetch()}
            />
          )}
        </Match>
        <Match when={me.latest}>
          {(entry) => (
            <>
              <Show when={entry().person?.serviceId}>
                <Duty tier={entry().tier} onChanged={mutate} />
              </Show>
              <section class={styles['card']} aria-labelledby="my-entry">
                <h2 id="my-entry" class={styles['heading']}>
                  {w().myEntry}
                </h2>
                <Show when={entry().person} fallback={<p>{w().noEntry}</p>}>
                  {(person) => <Entry person={person()} />}
                </Show>
              </section>
            </>
          )}
        </Match>
      </Switch>
    </>
  )
}

const Entry = (props: { person: PractitionerRole }) => {
  const w = useWords(settingsWords)
  const specialty = useWords(specialtyWords)
  const api = useClinicApi()
  const [services] = createResource(() => unwrap(api.own.api.directory.services.$get()).catch(() => null), {
    initialValue: null,
  })
  const department = () => {
    const { serviceId } = props.person
    if (serviceId === null) return w().noDepartment
    return services.latest?.services.find(({ id }) => id === serviceId)?.name ?? serviceId
  }
  return (
    <>
      <dl class={styles['facts']}>
        <div>
          <dt>{w().name}</dt>
          <dd>{props.person.name}</dd>
        </div>
        <div>
          <dt>{w().function}</dt>
          <dd>{props.person.title || '–'}</dd>
        </div>
        <div>
          <dt>{w().specialty}</dt>
          <dd>{specialty()[props.person.specialty]}</dd>
        </div>
        <div>
          <dt>{w().department}</dt>
          <dd>{department()}</dd>
        </div>
      </dl>
      <p class={styles['muted']}>{w().entryOwner}</p>
    </>
  )
}

const tiers = [null, 'first', 'second', 'lead'] as const

const Duty = (props: { tier: OnCallTier | null; onChanged(me: MeOutput): void }) => {
  const w = useWords(settingsWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  /** What the person wants while the service has not said yes; undefined: nothing is under way. */
  const [wanted, setWanted] = createSignal<OnCallTier | null | undefined>(undefined)
  const words = (tier: OnCallTier | null) => {
    switch (tier) {
      case null:
        return { name: w().dutyNone, text: w().dutyNoneText }
      case 'first':
        return { name: w().dutyFirst, text: w().dutyFirstText }
      case 'second':
        return { name: w().dutySecond, text: w().dutySecondText }
      case 'lead':
        return { name: w().dutyLead, text: w().dutyLeadText }
      default:
        return tier satisfies never
    }
  }
  const take = async (tier: OnCallTier | null) => {
    if (wanted() !== undefined || tier === props.tier) return
    setWanted(tier)
    try {
      props.onChanged(await unwrap(api.own.api.directory.me['on-call'].$put({ json: { tier } })))
      toast({ tone: 'success', title: tier === null ? w().dutyEnded : w().dutyStarted(words(tier).name) })
    } catch (error) {
      toast({ tone: 'danger', title: w().dutyFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setWanted(undefined)
    }
  }
  const shown = () => {
    const now = wanted()
    return now === undefined ? props.tier : now
  }

  return (
    <section class={styles['card']}>
      <div class={styles['titled']}>
        <h2 id="duty" class={styles['heading']}>
          {w().duty}
        </h2>
        <StatusBadge tone={props.tier === null ? 'neutral' : 'success'}>
          {props.tier === null ? w().offDuty : w().onDuty}
        </StatusBadge>
      </div>
      <fieldset class={styles['duty']} aria-labelledby="duty" aria-busy={wanted() !== undefined}>
        <For each={tiers}>
          {(tier) => (
            <label class={styles['choice']}>
              <input
                type="radio"
                name="duty"
                checked={shown() === tier}
                disabled={wanted() !== undefined && wanted() !== tier}
                onChange={() => void take(tier)}
              />
              <span class={styles['choiceName']}>{words(tier).name}</span>
              <span class={styles['choiceText']}>{words(tier).text}</span>
            </label>
          )}
        </For>
      </fieldset>
    </section>
  )
}
