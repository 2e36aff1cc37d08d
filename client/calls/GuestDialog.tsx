import { useNavigate } from '@solidjs/router'
import Copy from 'lucide-solid/icons/copy'
import { createResource, createSignal, For, Show } from 'solid-js'
import { writeLink } from '#shared/auth/secret-link.ts'
import { guestPath } from '#shared/calls/guests.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, makeGuestSecret, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { answerOf, Banner, Button, createCopy, Dialog, Select, TextField } from '../ui/index.ts'
import styles from './CallPanel.module.css'
import { addressOfCall } from './room-address.ts'
import { HeldBack, tellKey } from './tell-key.ts'

const hourMs = 60 * 60_000
const periodsMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }
type Period = keyof typeof periodsMs
const periods: readonly Period[] = ['hour', 'day', 'week']

type Props = { roomId: RoomId; open: boolean; onOpenChange(isOpen: boolean): void }

/** A link for a guest, and those that there are already. `roomId`: of the conversation, or of its call with guests. */
export const GuestDialog = (props: Props) => {
  const w = useWords(guestWords)
  const errors = useWords(errorWords)
  const format = useFormat()
  const api = useClinicApi()
  const session = useSession()
  const navigate = useNavigate()
  const [period, setPeriod] = createSignal<Period>('hour')
  const [made, setMade] = createSignal<{ link: string; room: RoomId } | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [fault, setFault] = createSignal<ReturnType<typeof errorCodeOf> | 'held' | null>(null)
  const { outcome, copy, forget } = createCopy()
  const room = () => made()?.room ?? props.roomId
  const [links, { refetch }] = createResource(
    () => (props.open ? room() : null),
    (asked) => unwrap(api.own.api.guests.links.$get({ query: { room: asked } })).then(({ links: found }) => found),
  )

  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setFault(null)
    try {
      await work()
      await refetch()
    } catch (error) {
      setFault(error instanceof HeldBack ? 'held' : errorCodeOf(error))
    } finally {
      setBusy(false)
    }
  }
  const make = () =>
    attempt(async () => {
      const { secret, secretHash, proofKey } = await makeGuestSecret()
      const keyEvent = await tellKey(session, session.rtc(room()).conversation() ?? room(), proofKey)
      const json = { room: room(), secretHash, key_event: keyEvent, validMs: periodsMs[period()] }
      const { room: callRoom, link } = await unwrap(api.own.api.guests.links.$post({ json }))
      forget()
      setMade({ link: writeLink(`${location.origin}${guestPath}`, { id: link.id, secret }), room: callRoom })
    })
  const close = (isOpen: boolean) => {
    if (!isOpen) setMade(null)
    props.onOpenChange(isOpen)
  }

  return (
    <Dialog open={props.open} onOpenChange={close} title={w().inviteTitle} description={w().inviteText}>
      <Show when={fault()}>
        {(code) => {
          const words = () => {
            const fault = code()
            return fault === 'held' ? w().held : errors()[fault]
          }
          return (
            <Banner tone="warning" title={words().title}>
              {words().action}
            </Banner>
          )
        }}
      </Show>
      <Show
        when={made()}
        fallback={
          <>
            <Select
              label={w().validFor}
              options={periods.map((value) => ({ value, label: w().periods[value] }))}
              value={period()}
              onChange={setPeriod}
            />
            <div class={styles['decide']}>
              <Button variant="primary" busy={isBusy()} onClick={() => void make()}>
                {w().make}
              </Button>
            </div>
          </>
        }
      >
        {(now) => (
          <>
            <TextField label={w().link} description={w().linkText} value={now().link} onInput={() => {}} readonly />
            <p role="status" class={styles['note']}>
              {outcome() === null ? '' : outcome() === 'done' ? w().copied : w().notCopied}
            </p>
            <div class={styles['decide']}>
              {/* What was pressed to make it has gone, and the focus would go with it. */}
              <Button variant="primary" icon={Copy} autofocus onClick={() => void copy(now().link)}>
                {w().copy}
              </Button>
              <Show when={now().room !== props.roomId}>
                <Button variant="secondary" onClick={() => navigate(addressOfCall(now().room))}>
                  {w().toCall}
                </Button>
              </Show>
            </div>
          </>
        )}
      </Show>
      <Show when={answerOf(links)?.length}>
        <section class={styles['section']} aria-label={w().links}>
          <h3 class={styles['subheading']}>{w().links}</h3>
          <ul class={styles['people']}>
            <For each={answerOf(links)}>
              {({ id, status, expiresAt }) => (
                <li class={styles['person']}>
                  <span class={styles['facts']}>
                    <span class={styles['name']}>{w().status[status]}</span>
                    <Show when={status === 'open'}>
                      <span class={styles['what']}>{w().until(format.dateTime(expiresAt))}</span>
                    </Show>
                  </span>
                  <Show when={status !== 'over'}>
                    <Button
                      size="small"
                      variant="quiet"
                      onClick={() =>
                        void attempt(() => unwrap(api.own.api.guests.links[':id'].$delete({ param: { id } })))
                      }
                    >
                      {status === 'used' ? w().revokeUsed : w().revoke}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </Dialog>
  )
}
