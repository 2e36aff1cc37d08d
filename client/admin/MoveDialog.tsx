import { createEffect, createSignal, on, Show } from 'solid-js'
import type { Partner } from '#shared/partners/api.ts'
import { type ApiError, apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Dialog, Skeleton, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { RefusalBanner } from './Failure.tsx'
import { type Move, targetOf } from './partner-moves.ts'

type Props = {
  partner: Partner
  move: Move | null
  onClose(): void
  store: Pick<PartnersStore, 'lookUp' | 'move'>
}

/** Says what a move means before it is made; an acceptance shows the other clinic's keys to compare first. */
export const MoveDialog = (props: Props) => {
  const w = useWords(partnerWords)
  const [found, setFound] = createSignal<Partner | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)

  createEffect(
    on(
      () => props.move,
      async (move) => {
        setFound(null)
        setError(null)
        if (move !== 'accept') return
        try {
          setFound(await props.store.lookUp(props.partner.serverName))
        } catch (thrown) {
          setError(apiErrorOf(thrown))
        }
      },
    ),
  )

  const confirm = async () => {
    const move = props.move
    if (!move) return
    const fingerprint = move === 'accept' ? found()?.keyFingerprint : undefined
    await props.store.move(props.partner.serverName, targetOf[move], fingerprint ?? undefined)
    toast({ tone: 'success', title: w()[`${move}Done`](props.partner.name) })
    props.onClose()
  }

  return (
    <Show when={props.move}>
      {(move) => (
        <Dialog
          open
          onOpenChange={(isOpen) => !isOpen && props.onClose()}
          title={w()[`${move()}Ask`](props.partner.name)}
          description={w()[`${move()}Meaning`](props.partner.name)}
        >
          <AskForm
            submit={w()[move()]}
            danger={move() === 'suspend' || move() === 'end'}
            disabled={move() === 'accept' && !found()}
            onCancel={props.onClose}
            onSubmit={confirm}
          >
            <Show when={move() === 'accept' && !error()}>
              <Show when={found()} fallback={<Skeleton height="6rem" width="100%" />}>
                {(partner) => (
                  <div>
                    <p class={styles['name']}>{partner().name}</p>
                    <p class={styles['muted']}>{w().compare}</p>
                    <code class={styles['fingerprint']}>{partner().keyFingerprint}</code>
                  </div>
                )}
              </Show>
            </Show>
            <RefusalBanner error={error()} />
          </AskForm>
        </Dialog>
      )}
    </Show>
  )
}
