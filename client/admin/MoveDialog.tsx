import { createEffect, createSignal, on, Show } from 'solid-js'
import type { Partner } from '#shared/partners/api.ts'
import { type ApiError, apiErrorOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { Dialog, Skeleton, toast } from '../ui/index.ts'
import { AskForm } from './AskForm.tsx'
import { RefusalBanner } from './Failure.tsx'
import { FoundClinic } from './FoundClinic.tsx'
import { type Move, targetOf } from './partner-moves.ts'

type Props = {
  partner: Partner
  move: Move | null
  onClose(): void
  store: Pick<PartnersStore, 'lookUp' | 'move'>
}

/** Who consents sees the other clinic's card and keys first. */
const asksAnew = (move: Move) => move === 'accept' || move === 'proposeAgain'

/** Says what a move means before it is made. */
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
        if (!move || !asksAnew(move)) return
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
    await props.store.move(props.partner.serverName, targetOf[move], found()?.keyFingerprint ?? undefined)
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
            disabled={asksAnew(move()) && !found()}
            onCancel={props.onClose}
            onSubmit={confirm}
          >
            <Show when={asksAnew(move()) && !error()}>
              <Show when={found()} fallback={<Skeleton height="12rem" width="100%" />}>
                {(partner) => <FoundClinic partner={partner()} />}
              </Show>
            </Show>
            <RefusalBanner error={error()} />
          </AskForm>
        </Dialog>
      )}
    </Show>
  )
}
