import AppWindow from 'lucide-solid/icons/app-window'
import { createEffect, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { GuestCall } from '../guests/index.ts'
import { useWords } from '../i18n/index.ts'
import { appWords } from '../i18n/words/app.ts'
import type { Credentials } from '../matrix/credentials.ts'
import { SessionError, type SessionErrorCode } from '../matrix/errors.ts'
import { loadCrypto } from '../matrix/load-crypto.ts'
import { openSession } from '../matrix/session.ts'
import type { Session } from '../matrix/types.ts'
import { wipeDevice } from '../matrix/wipe-device.ts'
import { leave, StartScreen } from '../sign-in/index.ts'
import { Button, EmptyState, ErrorState } from '../ui/index.ts'
import { SignedIn } from './SignedIn.tsx'
import styles from './start.module.css'

/**
 * state      shown                          on entry
 * opening    what is happening              the device's store and keys are read
 * failed     why, and how to go on
 * elsewhere  that another tab has it        "continue here" takes it over
 * open       the application                `connection` may lead to elsewhere, or out
 */
type Opening =
  | { status: 'opening' }
  | { status: 'failed'; code: Exclude<SessionErrorCode, 'open-elsewhere' | 'signed-out'> | 'unknown' }
  | { status: 'elsewhere' }
  | { status: 'open'; session: Session }

const openingAfter = (error: unknown): Opening => {
  if (!(error instanceof SessionError)) return { status: 'failed', code: 'unknown' }
  if (error.code === 'open-elsewhere') return { status: 'elsewhere' }
  if (error.code === 'signed-out') return { status: 'opening' }
  return { status: 'failed', code: error.code }
}

/** While the person still types: what the first view needs. */
export const warmUp = async (): Promise<void> => {
  await Promise.all([loadCrypto(), import('../conversations/index.ts')])
}

/** From credentials to a running session; `password` only right after the person has typed it. */
export const App = (props: { credentials: Credentials; password: string | null }) => {
  const w = useWords(appWords)
  const [opening, setOpening] = createSignal<Opening>({ status: 'opening' })
  let isOutside = false
  const endingHere = () => {
    if (!isGuest(props.credentials.userId)) return 'signed-out'
    return isOutside ? 'guest-not-let-in' : 'guest-over'
  }
  let isGone = false
  let isSigningOut = false
  onCleanup(() => {
    isGone = true
  })

  const open = async (takeOver: boolean) => {
    setOpening({ status: 'opening' })
    try {
      const session = await openSession(props.credentials, {
        takeOver,
        ...(props.password === null ? {} : { password: props.password }),
      })
      if (!isGone) setOpening({ status: 'open', session })
    } catch (error) {
      if (error instanceof SessionError && error.code === 'signed-out') leave(endingHere())
      else console.error('session-not-opened', error)
      if (!isGone) setOpening(openingAfter(error))
    }
  }
  void open(false)

  const session = () => {
    const now = opening()
    return now.status === 'open' ? now.session : null
  }
  const failure = () => {
    const now = opening()
    return now.status === 'failed' ? now.code : null
  }
  createEffect(() => {
    switch (session()?.connection()) {
      case 'elsewhere':
        setOpening({ status: 'elsewhere' })
        break
      case 'signed-out':
        if (!isSigningOut) leave(endingHere())
        break
    }
  })

  const signOut = async (from: Session) => {
    isSigningOut = true
    leave((await from.signOut()) === 'everywhere' ? 'left' : 'left-only-here')
  }

  const signInAgain = async () => {
    await wipeDevice()
    leave(endingHere())
  }

  return (
    <Switch fallback={<StartScreen text={w().opening} />}>
      <Match when={session()} keyed>
        {(opened) => (
          <Show when={isGuest(opened.userId)} fallback={<SignedIn session={opened} signOut={() => signOut(opened)} />}>
            <GuestCall
              session={opened}
              onOutside={(isStillOutside) => {
                isOutside = isStillOutside
              }}
            />
          </Show>
        )}
      </Match>
      <Match when={opening().status === 'elsewhere'}>
        <main class={styles['screen']}>
          <EmptyState
            icon={AppWindow}
            title={w().elsewhereTitle}
            text={w().elsewhereText}
            action={
              <Button variant="primary" onClick={() => void open(true)}>
                {w().continueHere}
              </Button>
            }
          />
        </main>
      </Match>
      <Match when={failure()}>
        {(code) => (
          <main class={styles['screen']}>
            <Switch
              fallback={
                <ErrorState title={w().openFailedTitle} text={w().openFailedText} onRetry={() => location.reload()} />
              }
            >
              <Match when={code() === 'damaged'}>
                <ErrorState
                  title={w().damagedTitle}
                  text={w().damagedText}
                  onRetry={() => location.reload()}
                  action={
                    <Button variant="secondary" onClick={() => void signInAgain()}>
                      {w().signInAgain}
                    </Button>
                  }
                />
              </Match>
              <Match when={code() === 'no-storage'}>
                <ErrorState title={w().noStorageTitle} text={w().noStorageText} />
              </Match>
              <Match when={code() === 'unsupported'}>
                <ErrorState title={w().unsupportedTitle} text={w().unsupportedText} />
              </Match>
            </Switch>
          </main>
        )}
      </Match>
    </Switch>
  )
}
