import { createSignal, Show } from 'solid-js'
import { emptyCard } from '#shared/clinic/card.ts'
import type { ChangedCard as Changed, Partner } from '#shared/partners/api.ts'
import { changesOf } from '#shared/partners/card-changes.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { clinicCardWords } from '../i18n/words/clinic-card.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Banner, Button, Dialog, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { CardFacts } from './CardFacts.tsx'

type Props = { partner: Partner; changed: Changed; store: Pick<PartnersStore, 'takeCard'> }

/** Says that a clinic's card is no longer what was agreed to, shows both, and takes the new one when the admin says so. */
export const ChangedCard = (props: Props) => {
  const w = useWords(clinicCardWords)
  const api = useClinicApi()
  const [isOpen, setOpen] = createSignal(false)
  const changes = () => changesOf(props.partner, props.changed)
  const areOtherKeys = () => changes().includes('keys')

  const take = async () => {
    await props.store.takeCard(props.partner.serverName, props.changed.keyFingerprint)
    toast({ tone: 'success', title: w().taken(props.changed.name) })
    setOpen(false)
  }

  return (
    <>
      <Banner
        tone={areOtherKeys() ? 'danger' : 'warning'}
        title={w().changed(
          changes()
            .map((part) => w().parts[part])
            .join(', '),
        )}
        action={
          <Show when={api.isClinicAdmin()}>
            <Button variant="secondary" onClick={() => setOpen(true)}>
              {w().look}
            </Button>
          </Show>
        }
      >
        {areOtherKeys() ? w().otherKeysText : w().changedText}
      </Banner>
      <Show when={isOpen()}>
        <Dialog
          open
          onOpenChange={setOpen}
          title={w().changedTitle(props.partner.name)}
          description={areOtherKeys() ? w().otherKeysText : w().changedText}
          size="large"
        >
          <AskForm submit={w().take} onCancel={() => setOpen(false)} onSubmit={take}>
            <div class={styles['sides']}>
              <section aria-label={w().before}>
                <h3 class={styles['name']}>{w().before}</h3>
                <p class={styles['cardName']}>{props.partner.name}</p>
                <div class={styles['id']}>{props.partner.url}</div>
                <CardFacts content={props.partner.card ?? emptyCard} />
                <Show when={areOtherKeys()}>
                  <code class={styles['fingerprint']}>{props.partner.keyFingerprint}</code>
                </Show>
              </section>
              <section aria-label={w().now}>
                <h3 class={styles['name']}>{w().now}</h3>
                <p class={styles['cardName']}>{props.changed.name}</p>
                <div class={styles['id']}>{props.changed.url}</div>
                <CardFacts content={props.changed.card} />
                <Show when={areOtherKeys()}>
                  <code class={styles['fingerprint']}>{props.changed.keyFingerprint}</code>
                </Show>
              </section>
            </div>
          </AskForm>
        </Dialog>
      </Show>
    </>
  )
}
