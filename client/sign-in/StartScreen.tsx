import { onCleanup } from 'solid-js'
import { Logo } from './Logo.tsx'
import styles from './sign-in.module.css'

const appearsAfterMs = 300

/** Screens that follow each other are one wait: the delay begins with the first. */
let waitingSince: number | null = null
let screens = 0

/** What is happening, while there is nothing to see yet; appears only when it takes long enough to be read. */
export const StartScreen = (props: { text: string }) => {
  waitingSince ??= performance.now()
  screens += 1
  const delayMs = Math.max(0, waitingSince + appearsAfterMs - performance.now())
  onCleanup(() => {
    screens -= 1
    queueMicrotask(() => {
      if (screens === 0) waitingSince = null
    })
  })
  return (
    <main class={styles['start']} style={{ 'animation-delay': `${delayMs}ms` }} aria-busy="true">
      <Logo />
      <p role="status">{props.text}</p>
    </main>
  )
}
