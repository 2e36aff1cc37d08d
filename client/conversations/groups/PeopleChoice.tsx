import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { PersonSearch } from '../../directory/index.ts'
import { useWords } from '../../i18n/index.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { partnerWords } from '../../i18n/words/partners.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { NotAgreed, useClinicName, useMayBegin } from '../../partners/index.ts'
import { Banner, IconButton } from '../../ui/index.ts'
import styles from './groups.module.css'

export type Chosen = Pick<PractitionerRole, 'userId' | 'name'>

type Props = {
  chosen: readonly Chosen[]
  onChange(chosen: Chosen[]): void
  /** Who is in already. */
  present: readonly UserId[]
}

/** People of the own and of partner clinics, several at once, and what they will see. */
export const PeopleChoice = (props: Props) => {
  const w = useWords(groupWords)
  const session = useSession()
  const clinicName = useClinicName()
  const partners = useWords(partnerWords)
  const mayInvite = useMayBegin('messaging')
  let search: HTMLElement | undefined
  const isLeftOut = (user: UserId) =>
    user === session.userId || props.present.includes(user) || props.chosen.some(({ userId }) => userId === user)
  const hindranceOf = ({ userId, takesMessages }: PractitionerRole) => {
    const server = serverOf(userId)
    if (!mayInvite(server)) return partners().notAgreed.messaging.title([clinicName(server)])
    return takesMessages ? null : w().takesNoMessages
  }
  const isNameTwice = (name: string) => props.chosen.filter((one) => one.name === name).length > 1

  return (
    <div class={styles['form']}>
      <PersonSearch
        label={w().addPerson}
        choose={w().choose}
        isLeftOut={isLeftOut}
        hindranceOf={hindranceOf}
        onChoose={({ userId, name }) => props.onChange([...props.chosen, { userId, name }])}
        ref={(field) => {
          search = field
        }}
      />
      <Show when={props.chosen.length > 0} fallback={<p class={styles['muted']}>{w().nobodyChosen}</p>}>
        <ul class={styles['chosen']} aria-label={w().chosen}>
          <For each={props.chosen}>
            {(person) => (
              <li class={styles['chip']}>
                <span class={styles['chipName']}>
                  {person.name}
                  <span class={styles['muted']}>
                    {clinicName(serverOf(person.userId))}
                    <Show when={isNameTwice(person.name)}> · {person.userId}</Show>
                  </span>
                </span>
                <IconButton
                  size="small"
                  label={w().unchoose(person.name)}
                  icon={X}
                  onClick={() => {
                    props.onChange(props.chosen.filter(({ userId }) => userId !== person.userId))
                    // The button is gone.
                    search?.focus()
                  }}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <NotAgreed service="messaging" servers={[...new Set(props.chosen.map(({ userId }) => serverOf(userId)))]} />
      <Banner tone="info" title={w().whatTheySeeTitle}>
        {w().whatTheySee}
      </Banner>
    </div>
  )
}
