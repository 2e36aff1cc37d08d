import { A } from '@solidjs/router'
import { createResource, Match, Show, Switch } from 'solid-js'
import type { MeOutput, PractitionerRole } from '#shared/directory/api.ts'
import { AvailabilityChoice } from '../availability/index.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { settingsWords } from '../i18n/words/settings.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Avatar, answerOf, LoadFailure, Skeleton } from '../ui/index.ts'
import styles from './settings.module.css'

/** How the clinic shows me. */
export const Account = () => {
  const w = useWords(settingsWords)
  const session = useSession()
  const api = useClinicApi()
  const [me, { refetch }] = createResource<MeOutput | null>(() => unwrap(api.own.api.directory.me.$get()), {
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
          {(error) => <LoadFailure code={errorCodeOf(error())} onRetry={() => void refetch()} />}
        </Match>
        <Match when={answerOf(me)}>
          {(entry) => (
            <>
              <Show when={entry().person?.serviceId}>
                <p>
                  <A href="/duty">{w().toDuty}</A>
                </p>
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
    return answerOf(services)?.services.find(({ id }) => id === serviceId)?.name ?? serviceId
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
