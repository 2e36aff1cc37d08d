import { createSignal, For, Show } from 'solid-js'
import type { Partner } from '#shared/partners/api.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Button, StatusBadge } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { MoveDialog } from './MoveDialog.tsx'
import { type Move, movesOf } from './partner-moves.ts'
import { useStateWords } from './partner-state.ts'

const tones = { proposed: 'info', active: 'success', suspended: 'warning', ended: 'neutral' } as const

/** One partner: how we stand, since when, with which keys, and what can be done about it. */
export const PartnerEntry = (props: { partner: Partner; store: PartnersStore }) => {
  const w = useWords(partnerWords)
  const stateWords = useStateWords()
  const format = useFormat()
  const [move, setMove] = createSignal<Move | null>(null)

  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{props.partner.name}</h2>
        <div class={styles['id']}>{props.partner.serverName}</div>
        <div class={styles['facts']}>
          <StatusBadge tone={tones[props.partner.status]}>{stateWords(props.partner)}</StatusBadge>
          <span>{w().since(format.dateTime(props.partner.since))}</span>
        </div>
        <Show when={props.partner.keyFingerprint} fallback={<p class={styles['muted']}>{w().keysNotChecked}</p>}>
          {(fingerprint) => (
            <details>
              <summary>{w().fingerprint}</summary>
              <code class={styles['fingerprint']}>{fingerprint()}</code>
              <p class={styles['muted']}>{w().fingerprintHint}</p>
            </details>
          )}
        </Show>
      </div>
      <div class={styles['actions']}>
        <For each={movesOf(props.partner)}>
          {(name) => (
            <Button variant={name === 'end' ? 'danger' : 'secondary'} onClick={() => setMove(name)}>
              {w()[name]}
            </Button>
          )}
        </For>
      </div>
      <MoveDialog partner={props.partner} move={move()} onClose={() => setMove(null)} store={props.store} />
    </li>
  )
}
