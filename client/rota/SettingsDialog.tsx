import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { onCallTier } from '#shared/directory/tier.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import { neededWhen, type RotaPolicy } from '#shared/rota/rota-policy.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { Banner, Button, ChoiceGroup, Dialog, Select, toast } from '../ui/index.ts'
import styles from './rota.module.css'
import type { Rota } from './rota-store.ts'

/** How a department plans its duty. */
export const SettingsDialog = (props: { rota: Rota; shown: RotaOutput; onClose(): void }) => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const given = props.shown.policy
  const [draft, setDraft] = createStore<RotaPolicy>({ ...given, needed: { ...given.needed } })
  const [isBusy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = [...new Set([given.timeZone, ownZone, 'Europe/Berlin'])]

  const save = async () => {
    if (isBusy()) return
    setBusy(true)
    setFailed(null)
    try {
      await props.rota.change({ policy: { ...draft, needed: { ...draft.needed } }, templates: props.shown.templates })
      toast({ tone: 'success', title: w().settingsSaved })
      props.onClose()
    } catch (error) {
      setFailed(errors()[errorCodeOf(error)].action)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().settingsTitle} size="large">
      <form
        class={styles['dialog']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <fieldset class={styles['group']}>
          <legend>{w().needed}</legend>
          <p class={styles['muted']}>{w().neededText}</p>
          <div class={styles['moments']}>
            <For each={onCallTier.options}>
              {(tier) => (
                <Select
                  label={w().tiers[tier]}
                  value={draft.needed[tier]}
                  options={neededWhen.map((value) => ({ value, label: w().neededWhen[value] }))}
                  onChange={(value) => setDraft('needed', tier, value)}
                />
              )}
            </For>
          </div>
        </fieldset>
        <ChoiceGroup
          legend={w().begins}
          stacked
          value={draft.begins}
          onChange={(value) => setDraft('begins', value)}
          choices={[
            { value: 'ask', label: w().beginsAsk, hint: w().beginsAskText },
            { value: 'by-plan', label: w().beginsByPlan, hint: w().beginsByPlanText },
          ]}
        />
        <ChoiceGroup
          legend={w().swaps}
          value={draft.swaps}
          onChange={(value) => setDraft('swaps', value)}
          choices={[
            { value: 'free', label: w().swapsFree },
            { value: 'agreed', label: w().swapsAgreed },
          ]}
        />
        <Select
          label={w().timeZone}
          value={draft.timeZone}
          options={zones.map((value) => ({ value, label: value }))}
          onChange={(value) => setDraft('timeZone', value)}
        />
        <Show when={failed()}>
          {(text) => (
            <Banner tone="danger" title={w().failed}>
              {text()}
            </Banner>
          )}
        </Show>
        <div class={styles['actions']}>
          <Button onClick={() => props.onClose()}>{w().cancel}</Button>
          <Button variant="primary" type="submit" busy={isBusy()}>
            {w().save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
