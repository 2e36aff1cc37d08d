import X from 'lucide-solid/icons/x'
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { ChainLink } from '#shared/urgent/api.ts'
import { useWords } from '../i18n/index.ts'
import { urgentWords } from '../i18n/words/urgent.ts'
import { useClinicName } from '../partners/index.ts'
import { Checkbox, IconButton, PriorityBadge, Select } from '../ui/index.ts'
import { useDuration } from './duration.ts'
import { answerTimes, type ChainOption, keyOf, type UrgencyChoice } from './urgency-choice.ts'
import styles from './urgent.module.css'

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
    const options = props.choice.options()
    return typeof options === 'string' ? null : options
  })
  const chain = () => props.chain ?? found()?.suggested.map(({ link }) => link) ?? []
  const isChosen = ({ link }: ChainOption) => chain().some((one) => keyOf(one) === keyOf(link))
  /** Suggested ones stay in their place when they are taken off. */
  const listed = () => [...(found()?.suggested ?? []), ...(found()?.others.filter(isChosen) ?? [])]
  const addable = () => found()?.others.filter((option) => !isChosen(option)) ?? []
  const name = ({ link, name, serverName }: ChainOption) =>
    link.kind === 'person' ? w().cover(name, clinicName(serverName)) : w().onDuty(name, clinicName(serverName))
  const toggle = (option: ChainOption, isOn: boolean) => {
    // In the order in which they are listed.
    const wanted = listed().filter((one) => (one === option ? isOn : isChosen(one)))
    const isNew = isOn && !listed().includes(option)
    props.choice.setChain([...wanted, ...(isNew ? [option] : [])].map(({ link }) => link))
  }
  return (
    <fieldset class={styles['chain']}>
      <legend>{w().chain}</legend>
      <Switch>
        <Match when={props.choice.options() === 'unknown'}>
          <p>{w().chainUnknown}</p>
        </Match>
        <Match when={found()}>
          <Show when={listed().length > 0} fallback={<p>{w().noDuty}</p>}>
            <For each={listed()}>
              {(option) => (
                <Checkbox label={name(option)} checked={isChosen(option)} onChange={(isOn) => toggle(option, isOn)} />
              )}
            </For>
          </Show>
          <Show when={addable().length > 0}>
            <Select
              label={w().addDepartment}
              hideLabel
              placeholder={`${w().addDepartment} …`}
              value=""
              options={addable().map((option) => ({ value: keyOf(option.link), label: name(option) }))}
              onChange={(key) => {
                const option = addable().find(({ link }) => keyOf(link) === key)
                if (option) toggle(option, true)
              }}
            />
          </Show>
        </Match>
      </Switch>
    </fieldset>
  )
}
