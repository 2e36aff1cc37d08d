import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { type ClosingReason, closingReasons, confirmationOf, type RoomDetail } from '#shared/rooms/api.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { adminWords } from '../i18n/words/admin.ts'
import { roomWords } from '../i18n/words/rooms.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { answerOf, Banner, Button, Dialog, Select, Skeleton, StatusBadge, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { Failure, RefusalBanner } from './Failure.tsx'

type Props = { roomId: RoomId; onClose(): void; onChanged(): void }

/** One room: its members by clinic, how it is protected, and what an admin can do with it. */
export const RoomDialog = (props: Props) => {
  const w = useWords(roomWords)
  const api = useClinicApi()
  const [room, { refetch }] = createResource(() =>
    unwrap(api.own.api.rooms[':roomId'].$get({ param: { roomId: props.roomId } })),
  )
  const [asking, setAsking] = createSignal<'closing' | 'purge' | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  /** Does what is asked, and says why not when it is refused. */
  const act = async (done: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await done()
      setAsking(null)
      props.onChanged()
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }
  const close = (reason: ClosingReason | null) =>
    act(async () => {
      const param = { roomId: props.roomId }
      const { isTold } = await unwrap(api.own.api.rooms[':roomId'].closing.$put({ param, json: { reason } }))
      if (reason === null) toast({ tone: 'success', title: w().openedNow })
      else if (isTold) toast({ tone: 'success', title: w().closedNow })
      else toast({ tone: 'warning', title: w().closed, text: w().closedOwnOnly })
      void refetch()
    })
  const makeOwner = (userId: UserId, name: string) =>
    act(async () => {
      await unwrap(api.own.api.rooms[':roomId'].owner.$put({ param: { roomId: props.roomId }, json: { userId } }))
      toast({ tone: 'success', title: w().madeOwner(name) })
      void refetch()
    })
  const purge = async (confirmation: string) => {
    const param = { roomId: props.roomId }
    const { deletedFiles } = await unwrap(api.own.api.rooms[':roomId'].purge.$post({ param, json: { confirmation } }))
    toast({ tone: 'success', title: w().purged(deletedFiles) })
    props.onChanged()
    props.onClose()
  }

  return (
    <Dialog
      open
      size="large"
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={answerOf(room)?.name ?? w().kinds[answerOf(room)?.kind ?? 'conversation']}
    >
      <div class={styles['dialog']}>
        <div class={styles['id']}>{props.roomId}</div>
        <Show when={!room.error} fallback={<Failure error={apiErrorOf(room.error)} onRetry={() => void refetch()} />}>
          <Show when={answerOf(room)} fallback={<Skeleton height="14rem" width="100%" />}>
            {(known) => (
              <>
                <Facts room={known()} />
                <Members room={known()} isBusy={isBusy()} onMakeOwner={(id, name) => void makeOwner(id, name)} />
                <Show when={known().keptFor}>{(why) => <p class={styles['muted']}>{w().keptFor[why()]}</p>}</Show>
                <RefusalBanner error={error()} />
                <Switch>
                  <Match when={asking() === 'closing'}>
                    <AskClosing
                      isBusy={isBusy()}
                      onCancel={() => setAsking(null)}
                      onClose={(reason) => void close(reason)}
                    />
                  </Match>
                  <Match when={asking() === 'purge'}>
                    <AskPurge roomId={props.roomId} onCancel={() => setAsking(null)} onPurge={purge} />
                  </Match>
                  <Match when={known().keptFor !== 'service'}>
                    <div class={styles['dialogActions']}>
                      <Show
                        when={known().closed}
                        fallback={
                          <Button variant="secondary" onClick={() => setAsking('closing')}>
                            {w().close}
                          </Button>
                        }
                      >
                        <Button variant="secondary" busy={isBusy()} onClick={() => void close(null)}>
                          {w().open}
                        </Button>
                      </Show>
                      <Button variant="danger" disabled={known().keptFor !== null} onClick={() => setAsking('purge')}>
                        {w().purge}
                      </Button>
                    </div>
                  </Match>
                </Switch>
              </>
            )}
          </Show>
        </Show>
      </div>
    </Dialog>
  )
}

const Facts = (props: { room: RoomDetail }) => {
  const w = useWords(roomWords)
  const admin = useWords(adminWords)
  return (
    <>
      <Show when={props.room.closed}>
        {(closed) => (
          <Banner tone="warning" title={w().closed}>
            {w().reasons[closed().reason]}
          </Banner>
        )}
      </Show>
      <dl class={styles['pairs']}>
        <dt>{w().encryption}</dt>
        <dd>{props.room.isEncrypted ? admin().encrypted : admin().notEncrypted}</dd>
        <dt>{w().history}</dt>
        <dd>{w().histories[props.room.historyVisibility] ?? props.room.historyVisibility}</dd>
        <dt>{w().files}</dt>
        <dd>{props.room.caseFiles}</dd>
      </dl>
    </>
  )
}

type MembersProps = { room: RoomDetail; isBusy: boolean; onMakeOwner(userId: UserId, name: string): void }

const Members = (props: MembersProps) => {
  const w = useWords(roomWords)
  const session = useSession()
  const clinicName = useClinicName()
  return (
    <section aria-label={w().members}>
      <h3 class={styles['name']}>{w().members}</h3>
      <Show when={props.room.hasNoOwnOwner && props.room.clinics.length > 0}>
        <p class={styles['muted']}>{w().noOwner}</p>
      </Show>
      <For each={props.room.clinics} fallback={<p class={styles['muted']}>{w().nobody}</p>}>
        {({ serverName, members }) => (
          <>
            <h4 class={styles['clinic']}>
              {clinicName(serverName)} ({members.length})
            </h4>
            <ul class={styles['steps']}>
              <For each={members}>
                {({ userId, isOwner }) => (
                  <li class={styles['step']}>
                    <span>
                      {session.nameOf(userId)} <span class={styles['id']}>{userId}</span>
                    </span>
                    <Show when={isOwner}>
                      <StatusBadge>{w().owner}</StatusBadge>
                    </Show>
                    <Show when={!isOwner && serverName === session.serverName && props.room.keptFor !== 'service'}>
                      <Button
                        size="small"
                        variant="quiet"
                        busy={props.isBusy}
                        title={w().makeOwnerTo(session.nameOf(userId))}
                        onClick={() => props.onMakeOwner(userId, session.nameOf(userId))}
                      >
                        {w().makeOwner}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </For>
    </section>
  )
}

const AskClosing = (props: { isBusy: boolean; onCancel(): void; onClose(reason: ClosingReason): void }) => {
  const w = useWords(roomWords)
  const [reason, setReason] = createSignal<ClosingReason>('reported')
  return (
    <>
      <p>{w().closeText}</p>
      <Select
        label={w().closeReason}
        value={reason()}
        onChange={setReason}
        options={closingReasons.map((value) => ({ value, label: w().reasons[value] }))}
      />
      <div class={styles['dialogActions']}>
        <Button variant="secondary" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button variant="danger" busy={props.isBusy} onClick={() => props.onClose(reason())}>
          {w().closeNow}
        </Button>
      </div>
    </>
  )
}

const AskPurge = (props: { roomId: RoomId; onCancel(): void; onPurge(confirmation: string): Promise<void> }) => {
  const w = useWords(roomWords)
  const [typed, setTyped] = createSignal('')
  const code = () => confirmationOf(props.roomId)
  return (
    <AskForm
      submit={w().purgeNow}
      danger
      disabled={typed().trim() !== code()}
      onCancel={props.onCancel}
      onSubmit={() => props.onPurge(typed())}
    >
      <Banner tone="danger" title={w().purgeTitle}>
        {w().purgeText}
      </Banner>
      <TextField
        label={w().purgeConfirm(code())}
        value={typed()}
        onInput={setTyped}
        autocomplete="off"
        spellcheck={false}
        autofocus
        required
      />
    </AskForm>
  )
}
