import X from 'lucide-solid/icons/x'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { HealthcareService } from '#shared/directory/api.ts'
import type { ChainLink } from '#shared/urgent/api.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useClinicName } from '../partners/index.ts'
import { Checkbox, IconButton, PriorityBadge, Select } from '../ui/index.ts'
import { useDuration } from './duration.ts'
import { answerTimes, isSameLink, linkOf, type UrgencyChoice } from './urgency-choice.ts'
import styles from './urgent.module.css'

const keyOf = ({ id, serverName }: HealthcareService) => `${id} ${serverName}`

/** What goes with the message: how urgent, by when, and who is called when nobody confirms. */
export const UrgencyStrip = (props: { choice: UrgencyChoice }) => {
  const w = useWords(urgentWords)
  const duration = useDuration()
  return (
    <Show when={props.choice.chosen()}>
      {(chosen) => (
        <section class={styles['strip']} aria-label={w().urgency}>
          <div class={styles['stripTop']}>
            <PriorityBadge priority={chosen().priority} />
            <span class={styles['answerIn']}>
              <Select
                label={w().answerIn}
                hideLabel
                value={String(chosen().answerWithin)}
                options={answerTimes.map((ms) => ({ value: String(ms), label: `${w().answerIn} ${duration(ms)}` }))}
                onChange={(ms) => props.choice.answerIn(Number(ms))}
              />
            </span>
            <IconButton size="small" label={w().remove} icon={X} onClick={() => props.choice.drop()} />
          </div>
          <Chain choice={props.choice} chain={chosen().chain} />
        </section>
      )}
    </Show>
  )
}

const Chain = (props: { choice: UrgencyChoice; chain: ChainLink[] | null }) => {
  const w = useWords(urgentWords)
  const clinicName = useClinicName()
  const found = createMemo(() => {
    const departments = props.choice.departments()
    return typeof departments === 'string' ? null : departments
  })
  const chain = () => props.chain ?? found()?.suggested.map(linkOf) ?? []
  const isChosen = (service: HealthcareService) => chain().some((link) => isSameLink(link, linkOf(service)))
  /** Suggested ones stay in their place when they are taken off. */
  const listed = () => [...(found()?.suggested ?? []), ...(found()?.others.filter(isChosen) ?? [])]
  const addable = () => found()?.others.filter((service) => !isChosen(service)) ?? []
  const name = (service: HealthcareService) => w().onDuty(service.name, clinicName(service.serverName))
  const toggle = (service: HealthcareService, isOn: boolean) => {
    const link = linkOf(service)
    const others = chain().filter((one) => !isSameLink(one, link))
    props.choice.setChain(isOn ? [...others, link] : others)
  }
  return (
    <fieldset class={styles['chain']}>
      <legend>{w().chain}</legend>
      <Switch>
        <Match when={props.choice.departments() === 'unknown'}>
          <p>{w().chainUnknown}</p>
        </Match>
        <Match when={found()}>
          <Show when={listed().length > 0} fallback={<p>{w().noDuty}</p>}>
            <For each={listed()}>
              {(service) => (
                <Checkbox
                  label={name(service)}
                  checked={isChosen(service)}
                  onChange={(isOn) => toggle(service, isOn)}
                />
              )}
            </For>
          </Show>
          <Show when={addable().length > 0}>
            <Select
              label={w().addDepartment}
              hideLabel
              placeholder={`${w().addDepartment} …`}
              value=""
              options={addable().map((service) => ({ value: keyOf(service), label: name(service) }))}
              onChange={(key) => {
                const service = addable().find((one) => keyOf(one) === key)
                if (service) toggle(service, true)
              }}
            />
          </Show>
        </Match>
      </Switch>
    </fieldset>
  )
}
