import { Router } from '@solidjs/router'
import { ClinicApiProvider } from '../clinic-api/index.ts'
import { SessionProvider } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { Toaster } from '../ui/index.ts'
import { EncryptionGate } from './EncryptionGate.tsx'
import { Layout } from './Layout.tsx'
import { routes } from './routes.tsx'
import { type SignOut, SignOutContext } from './sign-out.ts'
import { VerificationDialog } from './VerificationDialog.tsx'

/** The application of a person whose session runs. */
export const SignedIn = (props: { session: Session; signOut: SignOut }) => (
  <SignOutContext.Provider value={props.signOut}>
    <SessionProvider session={props.session}>
      <ClinicApiProvider session={props.session}>
        <EncryptionGate>
          <Router root={Layout}>{routes}</Router>
        </EncryptionGate>
        <VerificationDialog />
        <Toaster />
      </ClinicApiProvider>
    </SessionProvider>
  </SignOutContext.Provider>
)
