import { emptyCard } from '#shared/clinic/card.ts'
import type { Partner } from '#shared/partners/api.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import styles from './AdminView.module.css'
import { CardFacts } from './CardFacts.tsx'

/** Who answered by that name: its card, and its keys to compare by telephone, before anything is agreed. */
export const FoundClinic = (props: { partner: Partner }) => {
  const w = useWords(partnerWords)
  return (
    <div>
      <p class={styles['name']}>{props.partner.name}</p>
      <div class={styles['id']}>{props.partner.serverName}</div>
      <CardFacts content={props.partner.card ?? emptyCard} />
      <p class={styles['clinic']}>{w().compare}</p>
      <code class={styles['fingerprint']}>{props.partner.keyFingerprint}</code>
    </div>
  )
}
