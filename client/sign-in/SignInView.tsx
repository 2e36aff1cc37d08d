import { createEffect, createResource, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
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
import { type LoginRefusal, logIn, type Proof } from './log-in.ts'
import { goToProvider, type ProviderReturn, readWays } from './provider.ts'
import { readClinic } from './read-clinic.ts'
import styles from './sign-in.module.css'

type Fault = LoginRefusal | { kind: 'no-storage' }

export type SignInProps = {
  ending: Ending | null
  /** The person has begun to type: what comes after may be loaded. */
  onTyping(): void
  /** Somebody comes back from the hospital's provider. */
  cameBack: ProviderReturn | null
  /** `password`: null when it was not by one. */
  onSignedIn(credentials: Credentials, password: string | null): void
}

export const SignInView = (props: SignInProps) => {
  const w = useWords(signInWords)
  const language = useLanguage()
  const theme = useTheme()
  const [clinic] = createResource(readClinic)
  const [ways] = createResource(readWays)
  /** Where passwords are for emergencies, the form comes when somebody asks for it, or nothing else is there. */
  const [isFormWanted, setFormWanted] = createSignal(false)
  const isByProvider = () => ways()?.hasPasswords === false && (ways()?.providers.length ?? 0) > 0
  const [userName, setUserName] = createSignal('')
  const [password, setPassword] = createSignal('')
  // What somebody has begun to fill in is never taken away from them.
  const hasForm = () => !isByProvider() || isFormWanted() || userName() !== '' || password() !== ''
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

  const askForPassword = () => {
    setFormWanted(true)
    form?.querySelector<HTMLInputElement>('[name="username"]')?.focus()
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
    await enter({ userName: userName(), password: password() }, password())
  }
  const enter = async (proof: Proof, typed: string | null) => {
    setBusy(true)
    try {
      const { browser, system } = deviceOf(navigator.userAgent)
      const deviceName = w().deviceName(browser, system)
      const server = clinic()?.serverName ?? null
      const login = await logIn({ ...proof, deviceName }, server, (input, init) => fetch(input, init))
      if (!login.ok) {
        setFault(login.error)
        if (login.error.kind === 'too-many-tries') setWaitSeconds(login.error.seconds)
        if (login.error.kind === 'wrong-password') form?.querySelector<HTMLInputElement>('[name="password"]')?.select()
        return
      }
      const byProvider = typed === null ? { isByProvider: true } : {}
      const credentials: Credentials = { ...login.value, ...byProvider, homeserverUrl: location.origin }
      await keepCredentials(credentials)
      props.onSignedIn(credentials, typed)
    } catch (error) {
      if (!(error instanceof SessionError)) throw error
      setFault({ kind: 'no-storage' })
    } finally {
      setBusy(false)
    }
  }
  onMount(() => {
    if (!props.cameBack) return
    if ('loginToken' in props.cameBack) void enter(props.cameBack, null)
    else setFault({ kind: 'interrupted' })
  })

  const words = (): { title: string; text: string } | null => {
    const now = fault()
    if (!now) return null
    switch (now.kind) {
      case 'wrong-password':
        return { title: w().wrongTitle, text: isByProvider() ? w().wrongByProviderText : w().wrongText }
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
      case 'interrupted':
        return { title: w().interruptedTitle, text: w().interruptedText }
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
          <Show when={hasForm()}>
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
          </Show>
          <div aria-live="polite">
            <Show when={words()}>
              {(said) => (
                <Banner tone="danger" title={said().title}>
                  {said().text}
                </Banner>
              )}
            </Show>
          </div>
          <Show when={hasForm()}>
            <Button variant="primary" type="submit" wide busy={isBusy()} disabled={waitSeconds() > 0}>
              {isBusy() ? w().signingIn : w().signIn}
            </Button>
          </Show>
        </form>
        <For each={ways()?.providers}>
          {({ id, name }) => (
            <>
              <Show when={hasForm()}>
                <p class={styles['or']}>{w().or}</p>
              </Show>
              <Button
                variant={hasForm() ? 'secondary' : 'primary'}
                wide
                busy={isBusy() && !hasForm()}
                disabled={isBusy()}
                onClick={() => goToProvider(id)}
              >
                {w().withProvider(name)}
              </Button>
            </>
          )}
        </For>
        <Show when={!hasForm()}>
          <Button variant="quiet" wide disabled={isBusy()} onClick={askForPassword}>
            {w().emergencyAccess}
          </Button>
        </Show>
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
