import LockKeyhole from 'lucide-solid/icons/lock-keyhole'
import { createSignal, onMount, type ParentProps, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { appLockWords } from '../i18n/words/app-lock.ts'
import { Banner, Button } from '../ui/index.ts'
import styles from './app-lock.module.css'

/** Whoever sees it learns that somebody is signed in here, and nothing else. */
export const LockCard = (props: ParentProps) => {
  const w = useWords(appLockWords)
  onMount(() => {
    document.title = w().appName
  })
  return (
    <main class={styles['screen']}>
      <div class={styles['card']}>
        <LockKeyhole size={32} aria-hidden="true" />
        <h1 class={styles['title']}>{w().title}</h1>
        {props.children}
      </div>
    </main>
  )
}

/** The way out for whoever cannot open it any more. */
export const Forgotten = (props: { question: string; signOut(): Promise<void> }) => {
  const w = useWords(appLockWords)
  const [isAsked, setAsked] = createSignal(false)
  const [isLeaving, setLeaving] = createSignal(false)
  const leave = async () => {
    setLeaving(true)
    await props.signOut().finally(() => setLeaving(false))
  }
  return (
    <Show
      when={isAsked()}
      fallback={
        <Button variant="quiet" onClick={() => setAsked(true)}>
          {props.question}
        </Button>
      }
    >
      <Banner
        tone="warning"
        title={w().forgottenTitle}
        action={
          <Button variant="danger" size="small" busy={isLeaving()} onClick={() => void leave()}>
            {w().signOut}
          </Button>
        }
      >
        {w().forgottenText}
      </Banner>
    </Show>
  )
}
