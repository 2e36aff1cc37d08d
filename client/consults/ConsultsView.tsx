import { A, useNavigate, useParams } from '@solidjs/router'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import Presentation from 'lucide-solid/icons/presentation'
import Stethoscope from 'lucide-solid/icons/stethoscope'
import { createEffect, createMemo, For, Show } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { createClock } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, EmptyState, PageHeader, Skeleton } from '../ui/index.ts'
import { ConsultBucket } from './ConsultBucket.tsx'
import { ConsultDetail } from './ConsultDetail.tsx'
import styles from './consults.module.css'
import { createConsults } from './consults-store.ts'
import { buckets, worklistOf } from './worklist.ts'

/** What needs me now, what I have, what I wait for; and the consult that is open. */
export const ConsultsView = () => {
  const w = useWords(consultWords)
  const session = useSession()
  const params = useParams<{ roomId?: string }>()
  const navigate = useNavigate()
  const consults = createConsults()
  const now = createClock()
  const list = createMemo(() => worklistOf(consults(), session.userId, now()))
  const openId = () => (params.roomId ? decodeURIComponent(params.roomId) : null)
  const opened = createMemo(() => consults().find(({ roomId }) => roomId === openId()) ?? null)
  const byId = (roomId: string) => consults().find((consult) => consult.roomId === roomId)
  createEffect(() => {
    const roomId = openId()
    if (roomId && !opened() && !session.isListWhole()) session.wantRoom(roomId as RoomId)
  })
  const isLoading = () => !session.isListWhole() && consults().length === 0

  return (
    <div class={styles['split']} classList={{ [styles['isOpen'] ?? '']: openId() !== null }}>
      <section class={styles['worklist']} aria-label={w().title}>
        <PageHeader
          title={w().title}
          actions={
            <>
              <A href="/consults/board" class={styles['toBoard']} aria-label={w().board} title={w().board}>
                <Presentation size={20} aria-hidden="true" />
              </A>
              <Button variant="primary" icon={ClipboardPlus} onClick={() => navigate('/consults/new')}>
                {w().newConsult}
              </Button>
            </>
          }
        />
        <Show when={!isLoading()} fallback={<Skeleton width="100%" height="16rem" />}>
          <Show
            when={consults().length > 0}
            fallback={<EmptyState icon={Stethoscope} title={w().noneTitle} text={w().noneText} />}
          >
            <For each={buckets}>
              {(bucket) => (
                <Show when={list()[bucket].length > 0 || bucket === 'now'}>
                  <ConsultBucket bucket={bucket} consults={list()[bucket]} now={now()} openId={openId()} />
                </Show>
              )}
            </For>
          </Show>
        </Show>
      </section>

      <div class={styles['detail']}>
        <Show when={openId()} fallback={<p class={styles['choose']}>{w().choose}</p>}>
          <A href="/consults" class={styles['back']}>
            {w().back}
          </A>
          <Show
            when={opened()?.roomId}
            keyed
            fallback={
              <Show when={session.isListWhole()} fallback={<Skeleton width="100%" height="20rem" />}>
                <EmptyState icon={Stethoscope} title={w().notFoundTitle} text={w().notFoundText} />
              </Show>
            }
          >
            {(roomId) => (
              <Show when={byId(roomId)}>{(consult) => <ConsultDetail consult={consult()} now={now()} />}</Show>
            )}
          </Show>
        </Show>
      </div>
    </div>
  )
}
