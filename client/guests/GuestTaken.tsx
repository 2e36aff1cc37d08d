import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { LinkPage } from '../sign-in/index.ts'

/** To whoever opens a link for guests where somebody is signed in: that person must not be signed out by it. */
export const GuestTaken = () => {
  const w = useWords(guestWords)
  return (
    <LinkPage>
      <h1>{w().signedInTitle}</h1>
      <p>{w().signedInText}</p>
    </LinkPage>
  )
}
