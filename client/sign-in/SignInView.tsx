import { createEffect, createResource, createSignal, onCleanup, Show } from 'solid-js'
import { setLanguage, useLanguage, useWords } from '../i18n/index.ts'
import { signInWords } from '../i18n/words/sign-in.ts'
import { type Credentials, keepCredentials } from '../matrix/credentials.ts'
import { SessionError } from '../matrix/errors.ts'
// Each part by itself: the whole set would not fit into the first page.
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { TextField } from '../ui/TextField.tsx'
import { setTheme, useTheme } from '../ui/theme.ts'
import { deviceOf } from './device-name.ts'
import type { Ending } from './ending.ts'
import { Logo } from './Logo.tsx'
import { type LoginRefusal, logIn } from './log-in.ts'
import { readClinic } from './read-clinic.ts'
import styles from './sign-in.module.css'

type Fault = LoginRefusal | { kind: 'no-storage' }

export type SignInProps = {
  ending: Ending | null
  /** The person has begun to type: what comes after may be loaded. */
  onTyping(): void
  onSignedIn(credentials: Credentials, password: string): void
}

export const SignInView = (props: SignInProps) => {
  const w = useWords(signInWords)
  const language = useLanguage()
  const theme = useTheme()
  const [clinic] = createResource(readClinic)
  const [userName, setUserName] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [isChecked, setChecked] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [fault, setFault] = createSignal<Fault | null>(null)
  const [waitSeconds, setWaitSeconds] = createSignal(0)
  let form: HTMLFormElement | undefined

  createEffect(() => {
    document.title = `${w().title} – Consilium`
  })
  createEffect(() => {
    if (waitSeconds() <= 0) return
    const timer = setTimeout(() => setWaitSeconds((before) => before - 1), 1_000)
    onCleanup(() => clearTimeout(timer))
  })

  const type = (set: (text: string) => void) => (text: string) => {
    props.onTyping()
    set(text)
  }

  const signIn = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy()) return
    // A password manager may have filled in without an event.
    props.onTyping()
    setChecked(true)
    setFault(null)
    if (!userName().trim() || !password()) {
      form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
      return
    }
    setBusy(true)
    try {
      const { browser, system } = deviceOf(navigator.userAgent)
      const deviceName = w().deviceName(browser, system)
      const login = await logIn(
        { userName: userName(), password: password(), deviceName },
        clinic()?.serverName ?? null,
        (input, init) => fetch(input, init),
      )
      if (!login.ok) {
        setFault(login.error)
        if (login.error.kind === 'too-many-tries') setWaitSeconds(login.error.seconds)
        if (login.error.kind === 'wrong-password') form?.querySelector<HTMLInputElement>('[name="password"]')?.select()
        return
      }
      const credentials: Credentials = { ...login.value, homeserverUrl: location.origin }
      await keepCredentials(credentials)
      props.onSignedIn(credentials, password())
    } catch (error) {
      if (!(error instanceof SessionError)) throw error
      setFault({ kind: 'no-storage' })
    } finally {
      setBusy(false)
    }
  }

  const words = (): { title: string; text: string } | null => {
    const now = fault()
    if (!now) return null
    switch (now.kind) {
      case 'wrong-password':
        return { title: w().wrongTitle, text: w().wrongText }
      case 'deactivated':
        return { title: w().deactivatedTitle, text: w().deactivatedText }
      case 'too-many-tries':
        return waitSeconds() > 0 ? { title: w().tooManyTitle, text: w().tooManyText(waitSeconds()) } : null
      case 'other-clinic':
        return { title: w().otherClinicTitle(now.serverName), text: w().otherClinicText }
      case 'no-network':
        return { title: w().noNetworkTitle, text: w().noNetworkText }
      case 'homeserver-down':
        return { title: w().homeserverDownTitle, text: w().homeserverDownText }
      case 'no-passwords':
        return { title: w().noPasswordsTitle, text: w().noPasswordsText }
      case 'no-storage':
        return { title: w().noStorageTitle, text: w().noStorageText }
      default:
        return now satisfies never
    }
  }
  const ending = () => {
    switch (props.ending) {
      case 'signed-out':
        return { tone: 'warning' as const, title: w().signedOutTitle, text: w().signedOutText }
      case 'left':
        return { tone: 'success' as const, title: w().leftTitle, text: w().leftText }
      case 'left-only-here':
        return { tone: 'warning' as const, title: w().leftTitle, text: w().leftOnlyHereText }
      default:
        return null
    }
  }

  return (
    <main class={styles['page']}>
      <div class={styles['card']}>
        <header class={styles['header']}>
          <Logo />
          <div>
            <h1 class={styles['clinic']}>{clinic()?.name ?? 'Consilium'}</h1>
            <p class={styles['purpose']}>
              <Show when={clinic()} fallback={w().purpose}>
                {`Consilium · ${w().purpose}`}
              </Show>
            </p>
          </div>
        </header>
        <Show when={!fault() && ending()}>
          {(said) => (
            <Banner tone={said().tone} title={said().title}>
              {said().text}
            </Banner>
          )}
        </Show>
        <form ref={form} class={styles['form']} onSubmit={(event) => void signIn(event)} noValidate>
          <TextField
            label={w().userName}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            autofocus
            value={userName()}
            onInput={type(setUserName)}
            {...(isChecked() && !userName().trim() ? { error: w().userNameMissing } : {})}
          />
          <TextField
            label={w().password}
            type="password"
            name="password"
            autocomplete="current-password"
            value={password()}
            onInput={type(setPassword)}
            {...(isChecked() && !password() ? { error: w().passwordMissing } : {})}
          />
          <div aria-live="polite">
            <Show when={words()}>
              {(said) => (
                <Banner tone="danger" title={said().title}>
                  {said().text}
                </Banner>
              )}
            </Show>
          </div>
          <Button variant="primary" type="submit" wide busy={isBusy()} disabled={waitSeconds() > 0}>
            {isBusy() ? w().signingIn : w().signIn}
          </Button>
        </form>
      </div>
      <div class={styles['choices']}>
        <Select
          label={w().language}
          value={language()}
          options={[
            { value: 'de', label: 'Deutsch' },
            { value: 'en', label: 'English' },
          ]}
          onChange={setLanguage}
        />
        <Select
          label={w().theme}
          value={theme()}
          options={[
            { value: 'system', label: w().themeSystem },
            { value: 'light', label: w().themeLight },
            { value: 'dark', label: w().themeDark },
          ]}
          onChange={setTheme}
        />
      </div>
    </main>
  )
}
