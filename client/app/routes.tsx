import { Navigate, type RouteDefinition, useParams } from '@solidjs/router'
import ShieldX from 'lucide-solid/icons/shield-x'
import { type Component, createEffect, createSignal, lazy, Show } from 'solid-js'
import type { Feature } from '#shared/features/feature.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { CallView, DayView } from '../calls/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { ConsultBoard, ConsultsView, createShiftConsults, createTaskOfRoom, NewConsultView } from '../consults/index.ts'
import { MyDutyView } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import { useSession } from '../matrix/session-context.tsx'
import { MyPlan, RotaView } from '../rota/index.ts'
import { SearchView } from '../search/index.ts'
import { EmptyState, Skeleton } from '../ui/index.ts'
import { createShiftAlerts } from '../urgent/index.ts'
import { NotFound } from './NotFound.tsx'
import { addresses, PATHS } from './paths.ts'
import { SignOutDialog } from './SignOutDialog.tsx'
import { useIsThere } from './use-is-there.ts'
import { WhereOn } from './WhereOn.tsx'

const ConversationsView = lazy(async () => ({
  default: (await import('../conversations/index.ts')).ConversationsView,
}))
const DirectoryView = lazy(async () => ({ default: (await import('../directory/index.ts')).DirectoryView }))
const AdminView = lazy(async () => ({ default: (await import('../admin/index.ts')).AdminView }))
const RoomPane = lazy(async () => ({ default: (await import('../conversations/index.ts')).RoomPane }))
const LookTogether = lazy(async () => ({ default: (await import('../case-files/index.ts')).LookTogether }))
const SettingsView = lazy(async () => ({ default: (await import('../settings/index.ts')).SettingsView }))

/** Notifications know the room and not what it is. */
const OpenRoom = () => {
  const session = useSession()
  const params = useParams<{ roomId: string }>()
  const roomId = () => decodeURIComponent(params.roomId) as RoomId
  const isKnown = () => session.isListWhole() || session.rooms().some((room) => room.roomId === roomId())
  createEffect(() => {
    if (!isKnown()) session.wantRoom(roomId())
  })
  const section = () => {
    const isConsult = session.consults().some((consult) => consult.roomId === roomId())
    return isConsult ? addresses.consults : addresses.messages
  }
  return (
    <Show when={isKnown()} fallback={<Skeleton height="20rem" />}>
      <Navigate href={`${section()}/${encodeURIComponent(roomId())}`} />
    </Show>
  )
}

const Duty = () => {
  const consults = createShiftConsults()
  const alerts = createShiftAlerts()
  return (
    <MyDutyView consults={consults()} alerts={alerts()}>
      <MyPlan />
    </MyDutyView>
  )
}

const Call = () => {
  const taskOf = createTaskOfRoom()
  return (
    <CallView
      conversation={(roomId) => <RoomPane roomId={roomId} requester={taskOf(roomId)?.requester ?? null} />}
      together={(parts) => <LookTogether {...parts} requester={taskOf(parts.roomId)?.requester ?? null} />}
    />
  )
}

/** The first of what is switched on; duty always is. */
const Home = () => {
  const isThere = useIsThere()
  const first = (['messages', 'consults', 'calls', 'directory', 'duty'] as const).find(isThere) ?? 'settings'
  return <Navigate href={addresses[first]} />
}

/** A view of a part that the clinic may have switched off. */
const whereOn = (feature: Feature, View: Component) => () => (
  <WhereOn feature={feature}>
    <View />
  </WhereOn>
)

const Settings = () => {
  const [isLeaving, setLeaving] = createSignal(false)
  return (
    <>
      <SettingsView onSignOut={() => setLeaving(true)} />
      <SignOutDialog open={isLeaving()} onOpenChange={setLeaving} />
    </>
  )
}

/** The service decides; where it has said no, this says so before it is asked again. */
const Admin = () => {
  const w = useWords(appWords)
  const api = useClinicApi()
  return (
    <Show
      when={api.hasAdministration() !== false}
      fallback={<EmptyState icon={ShieldX} title={w().noAdminTitle} text={w().noAdminText} />}
    >
      <AdminView />
    </Show>
  )
}

/** One definition per view: addresses that differ only in what is open keep the view, its scroll and its drafts. */
export const routes: RouteDefinition[] = [
  { path: PATHS.home, component: Home },
  { path: PATHS.messages, component: whereOn('messaging', ConversationsView) },
  { path: PATHS.search, component: whereOn('messaging', SearchView) },
  { path: PATHS.directory, component: whereOn('directory', DirectoryView) },
  { path: PATHS.duty, component: Duty },
  { path: PATHS.rota, component: RotaView },
  { path: PATHS.newConsult, component: whereOn('consults', NewConsultView) },
  { path: PATHS.board, component: whereOn('board', ConsultBoard) },
  { path: PATHS.consults, component: whereOn('consults', ConsultsView) },
  { path: PATHS.calls, component: whereOn('teleconsult', DayView) },
  { path: PATHS.call, component: whereOn('teleconsult', Call) },
  { path: PATHS.admin, component: Admin },
  { path: PATHS.settings, component: Settings },
  { path: PATHS.open, component: OpenRoom },
  { path: '*', component: NotFound },
]
