import BookUser from 'lucide-solid/icons/book-user'
import FolderHeart from 'lucide-solid/icons/folder-heart'
import MessageSquare from 'lucide-solid/icons/message-square'
import Presentation from 'lucide-solid/icons/presentation'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import Video from 'lucide-solid/icons/video'
import { createResource, createSignal, For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { HealthcareService } from '#shared/directory/api.ts'
import type { FeatureUse } from '#shared/features/api.ts'
import { type Feature, type FeatureSetting, type FeatureSettings, features } from '#shared/features/feature.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { featureWords } from '../i18n/words/features.ts'
import { answerOf, Button, type Icon, Skeleton, StatusBadge, VisuallyHidden } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { Failure } from './Failure.tsx'
import { type FeatureChange, FeatureDialog } from './FeatureDialog.tsx'
import shelf from './Features.module.css'

const icons: Record<Feature, Icon> = {
  messaging: MessageSquare,
  consults: Stethoscope,
  teleconsult: Video,
  'case-files': FolderHeart,
  directory: BookUser,
  board: Presentation,
}

type Known = { settings: FeatureSettings; use: FeatureUse; departments: readonly HealthcareService[] }

/** The shelf: what the clinic's people can use, what each part may and sees, and the switch. */
export const Features = () => {
  const w = useWords(featureWords)
  const api = useClinicApi()
  const [known, { refetch }] = createResource(async (): Promise<Known> => {
    const [{ settings, use }, { services }] = await Promise.all([
      unwrap(api.own.api.features.settings.$get()),
      unwrap(api.own.api.directory.services.$get()),
    ])
    return { settings, use, departments: services }
  })
  const [change, setChange] = createSignal<FeatureChange | null>(null)
  /** Who is at it counts when it is switched, not when the page was opened. */
  const ask = (wanted: FeatureChange) => {
    void refetch()
    setChange(wanted)
  }

  return (
    <>
      <p class={styles['muted']}>{w().intro}</p>
      <Show when={!known.error} fallback={<Failure error={apiErrorOf(known.error)} onRetry={() => void refetch()} />}>
        <Show when={answerOf(known)} fallback={<Skeleton height="20rem" width="100%" />}>
          {(all) => (
            <>
              <ul class={shelf['shelf']}>
                <For each={features}>{(feature) => <FeatureCard feature={feature} known={all()} onChange={ask} />}</For>
              </ul>
              <Show when={change()} keyed>
                {(wanted) => (
                  <FeatureDialog
                    change={wanted}
                    setting={all().settings[wanted.feature]}
                    use={all().use}
                    departments={all().departments}
                    onClose={() => setChange(null)}
                    onSaved={() => void refetch()}
                  />
                )}
              </Show>
            </>
          )}
        </Show>
      </Show>
    </>
  )
}

type CardProps = { feature: Feature; known: Known; onChange(change: FeatureChange): void }

const FeatureCard = (props: CardProps) => {
  const w = useWords(featureWords)
  const name = () => w().names[props.feature]
  const about = () => w().about[props.feature]
  const setting = () => props.known.settings[props.feature]
  const isStranded = () => props.feature === 'board' && !props.known.settings.consults.isOn
  return (
    <li class={shelf['card']} aria-label={name()}>
      <div class={shelf['head']}>
        <span class={shelf['sign']} data-off={setting().isOn ? undefined : ''}>
          <Dynamic component={icons[props.feature]} size={24} aria-hidden="true" />
        </span>
        <h2 class={styles['name']}>{name()}</h2>
      </div>
      <StatusBadge tone={setting().isOn && !isStranded() ? 'success' : 'neutral'}>
        {isStranded() ? w().needsConsults : stateOf(w(), setting(), props.known.departments)}
      </StatusBadge>
      <p class={shelf['what']}>{about().what}</p>
      <dl class={shelf['rights']}>
        <dt>{w().may}</dt>
        <dd>{about().may}</dd>
        <dt>{w().sees}</dt>
        <dd>{about().sees}</dd>
        <dt>{w().whenOff}</dt>
        <dd>{about().off}</dd>
      </dl>
      <div class={styles['actions']}>
        <Button
          variant={setting().isOn ? 'secondary' : 'primary'}
          onClick={() => props.onChange({ feature: props.feature, kind: setting().isOn ? 'off' : 'on' })}
        >
          {setting().isOn ? w().switchOff : w().switchOn}
          <VisuallyHidden>: {name()}</VisuallyHidden>
        </Button>
        <Button variant="quiet" onClick={() => props.onChange({ feature: props.feature, kind: 'departments' })}>
          {w().departments}
          <VisuallyHidden>: {name()}</VisuallyHidden>
        </Button>
      </div>
    </li>
  )
}

const stateOf = (
  words: (typeof featureWords)['de'],
  { isOn, exceptIn }: FeatureSetting,
  departments: readonly HealthcareService[],
): string => {
  if (exceptIn.length === 0) return isOn ? words.isOnFor : words.isOffFor
  const names = exceptIn.map((id) => departments.find((one) => one.id === id)?.name ?? id).join(', ')
  return isOn ? words.isOnExcept(names) : words.isOffExcept(names)
}
