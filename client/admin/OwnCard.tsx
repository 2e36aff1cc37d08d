import { createResource, createSignal, Show } from 'solid-js'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { clinicCardWords } from '../i18n/words/clinic-card.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import { answerOf, Button, Skeleton } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { CardDialog } from './CardDialog.tsx'
import { CardFacts } from './CardFacts.tsx'
import { Failure } from './Failure.tsx'

/** Who we are to others: what they see before they agree with us, with the keys to compare by telephone. */
export const OwnCard = (props: { fingerprint: string | null }) => {
  const w = useWords(clinicCardWords)
  const partnerWord = useWords(partnerWords)
  const api = useClinicApi()
  const [card, { refetch }] = createResource(() => unwrap(api.own.api.clinic.$get()))
  const [isEditing, setEditing] = createSignal(false)

  return (
    <section class={styles['entry']} aria-labelledby="own-card">
      <div class={styles['wide']}>
        <h2 id="own-card" class={styles['name']}>
          {w().own}
        </h2>
        <Show when={card.error}>
          {(error) => <Failure error={apiErrorOf(error())} onRetry={() => void refetch()} />}
        </Show>
        <Show
          when={answerOf(card)}
          fallback={
            <Show when={!card.error}>
              <Skeleton height="8rem" width="100%" />
            </Show>
          }
        >
          {(own) => (
            <>
              <p class={styles['cardName']}>{own().name}</p>
              <div class={styles['id']}>{own().serverName}</div>
              <CardFacts content={own().content} />
              <Show when={isEditing()}>
                <CardDialog content={own().content} onClose={() => setEditing(false)} onSaved={() => void refetch()} />
              </Show>
            </>
          )}
        </Show>
        <Show when={props.fingerprint}>
          {(fingerprint) => (
            <>
              <p class={styles['clinic']}>{partnerWord().ownFingerprint}</p>
              <code class={styles['fingerprint']}>{fingerprint()}</code>
            </>
          )}
        </Show>
      </div>
      <Show when={api.isClinicAdmin()}>
        <div class={styles['actions']}>
          <Button variant="secondary" disabled={!answerOf(card)} onClick={() => setEditing(true)}>
            {w().edit}
          </Button>
        </div>
      </Show>
    </section>
  )
}
