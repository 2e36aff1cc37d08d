import { type RouteSectionProps, useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, on, Show, Suspense } from 'solid-js'
import { AlertBar } from '../alerts/index.ts'
import { CallAlerts, CallRings, KnockAlerts, PlanReminder } from '../calls/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { ConsultAlerts, createTaskOfRoom } from '../consults/index.ts'
import { DutyKeeper } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { QuickSwitcher, SwitcherContext } from '../quick-switcher/index.ts'
import { MyRotaProvider, RotaKeeper } from '../rota/index.ts'
import { UrgentAlerts } from '../urgent/index.ts'
import { createAnnouncements } from './announcements.ts'
import { createCounts } from './counts.ts'
import { FeatureBoundary } from './FeatureBoundary.tsx'
import { FeatureNews } from './FeatureNews.tsx'
import { KeyboardHelp } from './KeyboardHelp.tsx'
import styles from './Layout.module.css'
import { listenForShortcuts, listenForSwitcher } from './listen-for-shortcuts.ts'
import { Navigation } from './Navigation.tsx'
import { addresses, sectionOf } from './paths.ts'
import { StateBanners } from './StateBanners.tsx'
import { type Shortcut, shortcutNames } from './shortcuts.ts'
import { useIsThere } from './use-is-there.ts'

/** The frame: what needs the person now on top, the ways to everything at the side or bottom, one feature in the middle. */
export const Layout = (props: RouteSectionProps) => {
  const w = useWords(appWords)
  const api = useClinicApi()
  const isThere = useIsThere()
  const navigate = useNavigate()
  const location = useLocation()
  const counts = createCounts()
  const taskOf = createTaskOfRoom()
  const [isHelpOpen, setHelpOpen] = createSignal(false)
  const [isSwitcherOpen, setSwitcherOpen] = createSignal(false)
  const section = createMemo(() => sectionOf(location.pathname))
  let main: HTMLElement | undefined

  const act = (shortcut: Shortcut) => {
    if (shortcut === 'help') setHelpOpen(true)
    else if (isThere(shortcut)) navigate(addresses[shortcut])
  }
  listenForShortcuts(act)
  createAnnouncements(counts, navigate)
  const openSwitcher = () => setSwitcherOpen(true)
  listenForSwitcher(openSwitcher)
  /** Whatever a sequence of keys does can be found by its name, too. */
  const places = () =>
    shortcutNames.filter(isThere).map((name) => ({
      key: name,
      kind: name === 'help' || name === 'newConsult' ? ('action' as const) : ('view' as const),
      name: name === 'help' ? w().helpTitle : w().keys[name],
      run: () => act(name),
    }))

  createEffect(() => {
    const open = counts.unread() + counts.needMe()
    const name = section()
    const page = name === null ? '' : w()[name]
    document.title = `${open > 0 ? `(${open}) ` : ''}${page ? `${page} – ` : ''}${w().appName}`
  })

  // Whoever goes to another part goes on reading there, unless the part has put the focus somewhere itself.
  createEffect(
    on(
      section,
      () =>
        queueMicrotask(() => {
          if (main && !main.contains(document.activeElement) && !document.querySelector('[role="dialog"]')) main.focus()
        }),
      { defer: true },
    ),
  )

  return (
    <MyRotaProvider>
      <div class={styles['frame']}>
        <button type="button" class={styles['skip']} onClick={() => main?.focus()}>
          {w().skip}
        </button>
        <div class={styles['top']}>
          <Suspense>
            <AlertBar>
              <Show when={api.has('messaging')}>
                <UrgentAlerts />
              </Show>
              <Show when={api.has('consults')}>
                <ConsultAlerts />
              </Show>
              <Show when={api.has('teleconsult')}>
                <CallRings priorityOf={(roomId) => taskOf(roomId)?.priority ?? null} />
                <KnockAlerts />
              </Show>
            </AlertBar>
            <Show when={api.has('teleconsult')}>
              <CallAlerts />
              <PlanReminder />
            </Show>
            <DutyKeeper />
            <RotaKeeper />
            <FeatureNews />
          </Suspense>
          <StateBanners />
        </div>
        <Navigation counts={counts} section={section()} onHelp={() => setHelpOpen(true)} />
        <main ref={main} id="main" class={styles['main']} tabIndex={-1}>
          <SwitcherContext.Provider value={openSwitcher}>
            <FeatureBoundary>{props.children}</FeatureBoundary>
          </SwitcherContext.Provider>
        </main>
        <Suspense>
          <Show when={isSwitcherOpen()}>
            <QuickSwitcher places={places()} onClose={() => setSwitcherOpen(false)} />
          </Show>
        </Suspense>
        <KeyboardHelp open={isHelpOpen()} onOpenChange={setHelpOpen} names={shortcutNames.filter(isThere)} />
      </div>
    </MyRotaProvider>
  )
}
