import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { HealthcareService } from '#shared/directory/api.ts'
import type { FeatureUse } from '#shared/features/api.ts'
import type { Feature, FeatureSetting } from '#shared/features/feature.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { featureWords } from '../i18n/words/features.ts'
import { Banner, Button, Checkbox, Dialog, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'

export type FeatureChange = { feature: Feature; kind: 'on' | 'off' | 'departments' }

type Props = {
  change: FeatureChange
  setting: FeatureSetting
  use: FeatureUse
  departments: readonly HealthcareService[]
  onClose(): void
  onSaved(): void
}

/** Says what stands still before something is switched off; and in which departments it is the other way round. */
export const FeatureDialog = (props: Props) => {
  const w = useWords(featureWords)
  const api = useClinicApi()
  const [exceptIn, setExceptIn] = createSignal<readonly string[]>(props.setting.exceptIn)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const name = () => w().names[props.change.feature]

  /** With the switch, the exceptions go: those who had it alone would else be those who alone do not. */
  const wanted = (): FeatureSetting =>
    props.change.kind === 'departments'
      ? { isOn: props.setting.isOn, exceptIn: [...exceptIn()] }
      : { isOn: props.change.kind === 'on', exceptIn: [] }

  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const { feature } = props.change
      await unwrap(api.own.api.features.settings[':feature'].$put({ param: { feature }, json: wanted() }))
      toast({ tone: 'success', title: w().saved(name()) })
      props.onSaved()
      props.onClose()
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  const title = () => {
    switch (props.change.kind) {
      case 'off':
        return w().offTitle(name())
      case 'on':
        return w().named(w().switchOn, name())
      case 'departments':
        return w().exceptTitle(name())
      default:
        return props.change.kind satisfies never
    }
  }
  const toggle = (id: string, isExcepted: boolean) =>
    setExceptIn((before) => (isExcepted ? [...before, id] : before.filter((one) => one !== id)))

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={title()}>
      <form class={styles['dialog']} onSubmit={(event) => void save(event)}>
        <Switch>
          <Match when={props.change.kind === 'departments'}>
            <Show when={props.departments.length > 0} fallback={<p>{w().noDepartments}</p>}>
              <fieldset class={styles['part']}>
                <legend>{props.setting.isOn ? w().exceptOn : w().exceptOff}</legend>
                <For each={props.departments}>
                  {(department) => (
                    <Checkbox
                      label={department.name}
                      checked={exceptIn().includes(department.id)}
                      onChange={(isExcepted) => toggle(department.id, isExcepted)}
                    />
                  )}
                </For>
              </fieldset>
            </Show>
          </Match>
          <Match when={props.change.kind === 'off'}>
            <p>{w().about[props.change.feature].off}</p>
            <p>{w().offNow}</p>
            <InUse feature={props.change.feature} use={props.use} />
          </Match>
          <Match when={props.change.kind === 'on'}>
            <p>{w().about[props.change.feature].may}</p>
            <p>{w().about[props.change.feature].sees}</p>
          </Match>
        </Switch>
        <RefusalBanner error={error()} />
        <div class={styles['dialogActions']}>
          <Button variant="secondary" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button type="submit" variant={props.change.kind === 'off' ? 'danger' : 'primary'} busy={isBusy()}>
            {props.change.kind === 'departments'
              ? w().save
              : w()[props.change.kind === 'on' ? 'switchOn' : 'switchOff']}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Who is at it just now. */
const InUse = (props: { feature: Feature; use: FeatureUse }) => {
  const w = useWords(featureWords)
  const sentence = () => {
    const { openConsults, peopleInCalls, openUploads } = props.use
    if (props.feature === 'consults' && openConsults > 0) return w().openConsults(openConsults)
    if (props.feature === 'teleconsult' && peopleInCalls === null) return w().runningUnknown
    if (props.feature === 'teleconsult' && peopleInCalls) return w().runningCalls(peopleInCalls)
    return props.feature === 'case-files' && openUploads > 0 ? w().openUploads(openUploads) : null
  }
  return <Show when={sentence()}>{(text) => <Banner tone="warning" title={text()} />}</Show>
}
