import { Router } from '@solidjs/router'
import { createSignal, type ParentProps, Show } from 'solid-js'
import { AppLockContext, createAppLock } from '../app-lock/index.ts'
import { ownAvailabilityOf } from '../availability/index.ts'
import { useActiveCall } from '../calls/index.ts'
import { ClinicApiProvider, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { SessionProvider, useSession } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { createNotifications, NotificationsContext } from '../notifications/index.ts'
import { SearchProvider } from '../search/index.ts'
import { Toaster, toast } from '../ui/index.ts'
import { UrgentProvider } from '../urgent/index.ts'
import { EncryptionGate } from './EncryptionGate.tsx'
import { Layout } from './Layout.tsx'
import { LockGate } from './LockGate.tsx'
import { routes } from './routes.tsx'
import { type SignOut, SignOutContext, useSignOut } from './sign-out.ts'
import { VerificationDialog } from './verification/VerificationDialog.tsx'

/** The application of a person whose session runs. */
export const SignedIn = (props: { session: Session; signOut: SignOut }) => {
  const [isCovered, setCovered] = createSignal(false)
  return (
    <SignOutContext.Provider value={props.signOut}>
      <SessionProvider session={props.session}>
        <ClinicApiProvider session={props.session}>
          <UrgentProvider>
            <AppLockProvider>
              <NotificationsProvider>
                {/* The lock is inside: the recovery key is shown once, and must not be taken away. */}
                <EncryptionGate>
                  <WithSearch>
                    <LockGate onCovering={setCovered}>
                      <Router root={Layout}>{routes}</Router>
                    </LockGate>
                  </WithSearch>
                </EncryptionGate>
                <Show when={!isCovered()}>
                  <VerificationDialog />
                  <Toaster />
                </Show>
              </NotificationsProvider>
            </AppLockProvider>
          </UrgentProvider>
        </ClinicApiProvider>
      </SessionProvider>
    </SignOutContext.Provider>
  )
}

/** Goes on while the screen is locked. */
const WithSearch = (props: ParentProps) => {
  const activeCall = useActiveCall(useSession())
  return <SearchProvider isInCall={activeCall() !== null}>{props.children}</SearchProvider>
}

const AppLockProvider = (props: ParentProps) => {
  const w = useWords(appLockWords)
  const activeCall = useActiveCall(useSession())
  const lock = createAppLock({
    isInUse: () => activeCall() !== null,
    signOut: useSignOut(),
    onNoLock: () => toast({ tone: 'info', title: w().noLockTitle, text: w().noLockText }),
  })
  return <AppLockContext.Provider value={lock}>{props.children}</AppLockContext.Provider>
}

const NotificationsProvider = (props: ParentProps) => {
  const api = useClinicApi()
  return (
    <NotificationsContext.Provider value={createNotifications(useSession(), api, ownAvailabilityOf(api).silentUntil)}>
      {props.children}
    </NotificationsContext.Provider>
  )
}
