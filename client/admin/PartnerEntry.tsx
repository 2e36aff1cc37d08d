import { createSignal, For, Show } from 'solid-js'
import type { Partner, PartnerConnection } from '#shared/partners/api.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { clinicCardWords } from '../i18n/words/clinic-card.ts'
import { connectionWords } from '../i18n/words/connection.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Button, StatusBadge } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { CardFacts } from './CardFacts.tsx'
import { ChangedCard } from './ChangedCard.tsx'
import { ConnectionDialog } from './ConnectionDialog.tsx'
import { ConnectionFacts } from './ConnectionFacts.tsx'
import { LimitsDialog } from './LimitsDialog.tsx'
import { LimitsFacts } from './LimitsFacts.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { type Move, movesOf } from './partner-moves.ts'
import { useStateWords } from './partner-state.ts'

const tones = { proposed: 'info', active: 'success', suspended: 'warning', ended: 'neutral' } as const

type Props = { partner: Partner; connection: PartnerConnection | undefined; store: PartnersStore }

/** One partner: how we stand, since when, how well it is reached, with which keys, and what can be done about it. */
export const PartnerEntry = (props: Props) => {
  const w = useWords(partnerWords)
  const connectionWord = useWords(connectionWords)
  const cardWord = useWords(clinicCardWords)
  const stateWords = useStateWords()
  const format = useFormat()
  const api = useClinicApi()
  const [move, setMove] = createSignal<Move | null>(null)
  const [isLimiting, setLimiting] = createSignal(false)
  const [isTesting, setTesting] = createSignal(false)

  return (
    <li class={styles['entry']}>
      <Show when={props.partner.changed}>
        {(changed) => (
          <div class={styles['wide']}>
            <ChangedCard partner={props.partner} changed={changed()} store={props.store} />
          </div>
        )}
      </Show>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{props.partner.name}</h2>
        <div class={styles['id']}>{props.partner.serverName}</div>
        <div class={styles['facts']}>
          <StatusBadge tone={tones[props.partner.status]}>{stateWords(props.partner)}</StatusBadge>
          <span>{w().since(format.dateTime(props.partner.since))}</span>
        </div>
        <LimitsFacts partner={props.partner} />
        <Show when={props.connection}>{(connection) => <ConnectionFacts connection={connection()} />}</Show>
        <Show when={props.partner.keyFingerprint} fallback={<p class={styles['muted']}>{w().keysNotChecked}</p>}>
          {(fingerprint) => (
            <details>
              <summary>{cardWord().card}</summary>
              <Show when={props.partner.card}>{(card) => <CardFacts content={card()} />}</Show>
              <p class={styles['clinic']}>{w().fingerprint}</p>
              <code class={styles['fingerprint']}>{fingerprint()}</code>
              <p class={styles['muted']}>{w().fingerprintHint}</p>
            </details>
          )}
        </Show>
      </div>
      <div class={styles['actions']}>
        <Button variant="secondary" onClick={() => setTesting(true)}>
          {connectionWord().test}
        </Button>
        <Show when={api.isClinicAdmin() && props.partner.status !== 'ended'}>
          <Button variant="secondary" onClick={() => setLimiting(true)}>
            {w().limit}
          </Button>
        </Show>
        <For each={api.isClinicAdmin() ? movesOf(props.partner) : []}>
          {(name) => (
            <Button
              variant={name === 'end' ? 'danger' : name === 'accept' ? 'primary' : 'secondary'}
              onClick={() => setMove(name)}
            >
              {w()[name]}
            </Button>
          )}
        </For>
      </div>
      <ConnectionDialog partner={props.partner} open={isTesting()} onOpenChange={setTesting} store={props.store} />
      <Show when={isLimiting()}>
        <LimitsDialog partner={props.partner} onClose={() => setLimiting(false)} store={props.store} />
      </Show>
      <MoveDialog partner={props.partner} move={move()} onClose={() => setMove(null)} store={props.store} />
    </li>
  )
}
