import { type Accessor, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Banner, Checkbox } from '../ui/index.ts'
import type { Effect } from './own-effects.ts'
import { canBlur, canQuieten } from './support.ts'

type Props = {
  isOn(effect: Effect): boolean
  onChange(effect: Effect, isOn: boolean): void
  /** Why one of them is not done. */
  fault: Accessor<string | null>
  isStrained: Accessor<boolean>
}

/** What happens to the own picture and sound before anybody gets them, and what speaks against it just now. */
export const EffectChoices = (props: Props) => {
  const w = useWords(callWords)
  return (
    <>
      <Checkbox
        label={w().blur}
        description={canBlur() ? w().blurText : w().effectUnsupported}
        disabled={!canBlur()}
        checked={props.isOn('blur')}
        onChange={(isOn) => props.onChange('blur', isOn)}
      />
      <Show when={props.isStrained()}>
        <Banner tone="warning" title={w().blurStrains} />
      </Show>
      <Checkbox
        label={w().quiet}
        description={canQuieten() ? w().quietText : w().effectUnsupported}
        disabled={!canQuieten()}
        checked={props.isOn('quiet')}
        onChange={(isOn) => props.onChange('quiet', isOn)}
      />
      <Show when={props.fault()}>{(text) => <Banner tone="warning" title={text()} />}</Show>
    </>
  )
}
