import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import BriefcaseMedical from 'lucide-solid/icons/briefcase-medical'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import CalendarPlus from 'lucide-solid/icons/calendar-plus'
import Download from 'lucide-solid/icons/download'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import FileUp from 'lucide-solid/icons/file-up'
import Settings2 from 'lucide-solid/icons/settings-2'
import { createMemo, createResource, createSignal, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { onCallTier } from '#shared/directory/tier.ts'
import type { RotaOutput } from '#shared/rota/api.ts'
import { type Day, dayAt } from '#shared/rota/calendar.ts'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { rotaWords } from '../i18n/words/rota.ts'
import { useSession } from '../matrix/session-context.tsx'
import {
  answerOf,
  Banner,
  Button,
  createNarrow,
  EmptyState,
  LoadFailure,
  Menu,
  PageHeader,
  Select,
  Skeleton,
} from '../ui/index.ts'
import { CalendarDialog } from './CalendarDialog.tsx'
import { DayList } from './DayList.tsx'
import { GapsAhead } from './GapsAhead.tsx'
import { useMyRota } from './my-rota.tsx'
import { Period } from './Period.tsx'
import { RotaTable } from './RotaTable.tsx'
import styles from './rota.module.css'
import { rotaDays } from './rota-days.ts'
import { type RangeKind, rangeKinds, rangeOf } from './rota-range.ts'
import { createRota, newShiftId, usualSpan } from './rota-store.ts'
import { SettingsDialog } from './SettingsDialog.tsx'
import { ShiftDialog } from './ShiftDialog.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'

const ImportDialog = lazy(async () => ({ default: (await import('./import/ImportDialog.tsx')).ImportDialog }))

type Opened = 'settings' | 'templates' | 'import' | 'calendar'

/** `/duty/rota/:serviceId?`: how the duty of a department is planned; without one, of the own. */
export const RotaView = () => {
  const w = useWords(rotaWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const session = useSession()
  const navigate = useNavigate()
  // Seven days do not fit beside each other.
  const isNarrow = createNarrow('56rem')
  const params = useParams<{ serviceId?: string }>()
  const [search, setSearch] = useSearchParams<{ view?: string; day?: string }>()
  const { mine, again } = useMyRota()
  const [open] = createResource(() => unwrap(api.own.api.rota.departments.$get()))

  const departments = () => answerOf(open)?.departments ?? []
  const serviceId = () => params.serviceId ?? departments()[0]?.id ?? null
  const kind = (): RangeKind => rangeKinds.find((one) => one === search.view) ?? 'week'
  const today = (): Day => dayAt(Date.now(), answerOf(mine)?.timeZone ?? 'UTC')
  const day = (): Day => (/^\d{4}-\d{2}-\d{2}$/.test(search.day ?? '') ? (search.day ?? '') : today())
  const range = createMemo(() => rangeOf(kind(), day()))
  const rota = createRota(serviceId, range)
  const [edited, setEdited] = createSignal<PlannedShift | null>(null)
  const [opened, setOpened] = createSignal<Opened | null>(null)

  const days = (shown: RotaOutput) =>
    rotaDays(shown, range().first, range().days, { me: session.userId, now: Date.now() })
  const isOutside = (at: Day) => kind() === 'month' && at.slice(0, 7) !== day().slice(0, 7)
  const add = (shown: RotaOutput, at: Day, tier: PlannedShift['tier'] = 'first') =>
    setEdited({ id: newShiftId(), tier, userId: null, ...usualSpan(at, shown.policy.timeZone), version: 0 })
  const parts = (shown: RotaOutput) => ({
    days: days(shown),
    mayPlan: shown.mayPlan,
    onShift: setEdited,
    onAdd: (at: Day, tier?: PlannedShift['tier']) => add(shown, at, tier),
  })
  const tiers = (shown: RotaOutput) =>
    onCallTier.options.filter(
      (tier) =>
        shown.policy.needed[tier] !== 'never' || shown.mayPlan || shown.shifts.some((shift) => shift.tier === tier),
    )

  return (
    <section class={styles['page']} aria-busy={rota.isLoading()}>
      <PageHeader
        title={w().titleOf(rota.shown()?.service.name ?? '')}
        actions={
          <Show when={rota.shown()}>
            {(shown) => (
              <>
                <Show when={shown().mayPlan}>
                  <Button variant="primary" icon={CalendarPlus} onClick={() => add(shown(), day())}>
                    {w().add}
                  </Button>
                </Show>
                <Menu
                  label={w().more}
                  icon={Ellipsis}
                  items={[
                    ...(shown().mayPlan
                      ? [
                          { label: w().templates, icon: CalendarDays, onSelect: () => setOpened('templates') },
                          { label: w().import, icon: FileUp, onSelect: () => setOpened('import') },
                          { label: w().settings, icon: Settings2, onSelect: () => setOpened('settings') },
                        ]
                      : []),
                    ...(answerOf(mine)?.serviceId
                      ? [{ label: w().calendar, icon: Download, onSelect: () => setOpened('calendar') }]
                      : []),
                  ]}
                />
              </>
            )}
          </Show>
        }
      />
      <div class={styles['tools']}>
        <Show when={departments().length > 1}>
          <Select
            label={w().department}
            value={serviceId() ?? ''}
            options={departments().map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => navigate(`/duty/rota/${id}?${new URLSearchParams({ view: kind(), day: day() })}`)}
          />
        </Show>
        <Period
          kind={kind()}
          day={day()}
          today={today()}
          onChange={(change) => setSearch({ view: kind(), day: day(), ...change }, { replace: true })}
        />
      </div>
      <Switch fallback={<Skeleton height="20rem" width="100%" />}>
        <Match when={serviceId() === null && open.state === 'ready'}>
          <EmptyState icon={BriefcaseMedical} title={w().noDepartmentTitle} text={w().noDepartmentText} />
        </Match>
        <Match when={!rota.shown() && (rota.error() || mine.error || open.error)}>
          {(error) => <LoadFailure code={errorCodeOf(error())} onRetry={() => rota.again()} />}
        </Match>
        <Match when={rota.shown()}>
          {(shown) => (
            <>
              <Show when={rota.error()}>
                {(error) => (
                  <Banner
                    tone="warning"
                    title={errors()[errorCodeOf(error())].title}
                    action={<Button onClick={() => rota.again()}>{w().retry}</Button>}
                  >
                    {w().stale}
                  </Banner>
                )}
              </Show>
              <GapsAhead
                gaps={shown().gapsAhead}
                timeZone={shown().policy.timeZone}
                onDay={(at) => setSearch({ view: kind(), day: at }, { replace: true })}
              />
              <Show when={!isNarrow()} fallback={<DayList {...parts(shown())} />}>
                <RotaTable {...parts(shown())} kind={kind()} tiers={tiers(shown())} isOutside={isOutside} />
              </Show>
              <p class={styles['muted']}>{w().zone(shown().policy.timeZone)}</p>
              <Show when={edited()} keyed>
                {(shift) => <ShiftDialog shift={shift} rota={rota} shown={shown()} onClose={() => setEdited(null)} />}
              </Show>
              <Show when={opened() === 'settings'}>
                <SettingsDialog rota={rota} shown={shown()} onClose={() => setOpened(null)} />
              </Show>
              <Show when={opened() === 'templates'}>
                <TemplatesDialog rota={rota} shown={shown()} day={day()} onClose={() => setOpened(null)} />
              </Show>
              <Show when={opened() === 'import'}>
                <Suspense>
                  <ImportDialog rota={rota} shown={shown()} onClose={() => setOpened(null)} />
                </Suspense>
              </Show>
              <Show when={opened() === 'calendar'}>
                <CalendarDialog
                  hasCalendar={answerOf(mine)?.hasCalendar ?? false}
                  onChanged={() => void again()}
                  onClose={() => setOpened(null)}
                />
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </section>
  )
}
