import { Logo } from './Logo.tsx'
import styles from './sign-in.module.css'

/** What is happening, while there is nothing to see yet; appears only when it takes long enough to be read. */
export const StartScreen = (props: { text: string }) => (
  <main class={styles['start']} aria-busy="true">
    <Logo />
    <p role="status">{props.text}</p>
  </main>
)
