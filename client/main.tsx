import { createSignal, ErrorBoundary, lazy, Match, onMount, Suspense, Switch } from 'solid-js'
import { render } from 'solid-js/web'
import { invitationPath } from '#shared/auth/invitation.ts'
import { guestPath, isGuest } from '#shared/calls/guests.ts'
import { GuestEntry, GuestTaken } from './guests/index.ts'
import { useWords } from './i18n/index.ts'
import { signInWords } from './i18n/words/sign-in.ts'
import { InvitationEntry } from './invitations/index.ts'
import { type Credentials, readCredentials } from './matrix/credentials.ts'
import { isSealedAway } from './matrix/local-key.ts'
import { whenIdle } from './matrix/when-idle.ts'
import { finishWipe, wipeDevice } from './matrix/wipe-device.ts'
import { leave, NotLoaded, SignInView, StartScreen, takeEnding, takeReturn } from './sign-in/index.ts'
import { restoreTheme } from './ui/theme.ts'
import './ui/theme.css'
import './ui/reset.css'

const loadApp = () => import('./app/App.tsx')
const App = lazy(async () => ({ default: (await loadApp()).App }))
const SealedScreen = lazy(async () => ({ default: (await import('./app-lock/index.ts')).SealedScreen }))

/** The form is there and can be typed into; what comes after it is loaded meanwhile. */
const warmUpWithinMs = 1_000

let warming: Promise<void> | null = null
const warmUp = () => {
  warming ??= loadApp()
    .then((app) => app.warmUp())
    // What fails now is tried again, and said, when it is needed.
    .catch(() => {
      warming = null
    })
  return warming
}

type Screen =
  | { at: 'reading' }
  | { at: 'sign-in' }
  /** Somebody came by a link: where nobody is signed in, or where somebody is, whom it must not sign out. */
  | { at: 'guest'; isTaken: boolean }
  | { at: 'invitation'; isTaken: boolean }
  | { at: 'sealed' }
  | { at: 'app'; credentials: Credentials; password: string | null }

/** What the links of these addresses open; null for all others. */
const linkOf = (path: string): 'guest' | 'invitation' | null => {
  if (path === guestPath) return 'guest'
  return path === invitationPath ? 'invitation' : null
}

/** Sign-in, or the application of the person who is signed in on this device. */
const Root = () => {
  const link = linkOf(location.pathname)
  const w = useWords(signInWords)
  const [screen, setScreen] = createSignal<Screen>({ at: 'reading' })
  const ending = takeEnding()
  const cameBack = takeReturn()

  onMount(async () => {
    await finishWipe().catch(() => false)
    if (await isSealedAway().catch(() => false)) setScreen(link ? { at: link, isTaken: true } : { at: 'sealed' })
    else await begin()
  })
  const begin = async () => {
    const credentials = await readCredentials().catch(() => null)
    const isGuestHere = link === 'guest' && credentials !== null && isGuest(credentials.userId)
    if (link && !isGuestHere) setScreen({ at: link, isTaken: credentials !== null })
    else if (credentials) setScreen({ at: 'app', credentials, password: null })
    else setScreen({ at: 'sign-in' })
    if (!credentials) void whenIdle(warmUpWithinMs).then(warmUp)
  }
  /** The homeserver is not told: what tells it who we are cannot be read either. */
  const giveUp = async () => {
    await wipeDevice()
    leave('left-only-here')
  }
  const byLink = () => {
    const now = screen()
    return now.at === 'guest' || now.at === 'invitation' ? now : null
  }
  const app = () => {
    const now = screen()
    return now.at === 'app' ? now : null
  }

  return (
    <Switch fallback={<StartScreen text={w().starting} />}>
      <Match when={screen().at === 'sign-in'}>
        <SignInView
          ending={ending}
          cameBack={cameBack}
          onTyping={() => void warmUp()}
          onSignedIn={(credentials, password) => setScreen({ at: 'app', credentials, password })}
        />
      </Match>
      <Match when={byLink()} keyed>
        {({ at, isTaken }) => (
          <ErrorBoundary fallback={(error) => <NotLoaded error={error} />}>
            <Suspense fallback={<StartScreen text={w().starting} />}>
              <Switch>
                <Match when={at === 'invitation'}>
                  <InvitationEntry
                    isTaken={isTaken}
                    onSignedIn={(credentials, password) => setScreen({ at: 'app', credentials, password })}
                  />
                </Match>
                <Match when={isTaken}>
                  <GuestTaken />
                </Match>
                <Match when={at === 'guest'}>
                  <GuestEntry
                    ending={ending}
                    onEntered={(credentials) => setScreen({ at: 'app', credentials, password: null })}
                  />
                </Match>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        )}
      </Match>
      <Match when={screen().at === 'sealed'}>
        <ErrorBoundary fallback={(error) => <NotLoaded error={error} />}>
          <Suspense fallback={<StartScreen text={w().starting} />}>
            <SealedScreen onOpen={() => void begin()} signOut={giveUp} />
          </Suspense>
        </ErrorBoundary>
      </Match>
      <Match when={app()} keyed>
        {({ credentials, password }) => (
          <ErrorBoundary fallback={(error) => <NotLoaded error={error} />}>
            <Suspense fallback={<StartScreen text={w().starting} />}>
              <App credentials={credentials} password={password} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Match>
    </Switch>
  )
}

restoreTheme()
const root = document.querySelector('#root')
if (root) render(() => <Root />, root)
