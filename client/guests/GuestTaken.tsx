import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { Logo } from '../sign-in/index.ts'
import styles from './guests.module.css'

/** To whoever opens a link for guests where somebody is signed in: that person must not be signed out by it. */
export const GuestTaken = () => {
  const w = useWords(guestWords)
  return (
    <main class={styles['page']}>
      <Logo />
      <h1 class={styles['title']}>{w().signedInTitle}</h1>
      <p>{w().signedInText}</p>
    </main>
  )
}
