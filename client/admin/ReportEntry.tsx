import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import type { ReportedMessage } from '#shared/rooms/api.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { roomWords } from '../i18n/words/rooms.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'
import { Button, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { useFailureWords } from './Failure.tsx'

/** Who reported whose message, where and why; and what can be done without reading it. */
export const ReportEntry = (props: { report: ReportedMessage; onLook(): void; onDone(): void }) => {
  const w = useWords(roomWords)
  const format = useFormat()
  const api = useClinicApi()
  const session = useSession()
  const clinicName = useClinicName()
  const navigate = useNavigate()
  const failureWords = useFailureWords()
  const [isBusy, setBusy] = createSignal(false)

  const tell = async (act: () => Promise<void>) => {
    setBusy(true)
    try {
      await act()
    } catch (thrown) {
      const { title, action } = failureWords(apiErrorOf(thrown))
      toast({ tone: 'danger', title, text: action })
    } finally {
      setBusy(false)
    }
  }
  const done = () =>
    tell(async () => {
      await unwrap(api.own.api.rooms.reports[':id'].$delete({ param: { id: String(props.report.id) } }))
      toast({ tone: 'success', title: w().reportIsDone })
      props.onDone()
    })
  const writeTo = (userId: UserId) =>
    tell(async () => navigate(`/messages/${encodeURIComponent(await session.openDirect(userId))}`))

  return (
    <li class={styles['entry']}>
      <div class={styles['main']}>
        <h2 class={styles['name']}>{w().reportReasons[props.report.reason]}</h2>
        <div class={styles['facts']}>
          <time datetime={new Date(props.report.at).toISOString()}>{format.dateTime(props.report.at)}</time>
          <Show when={props.report.sender}>
            {(sender) => (
              <span>
                {w().reportOf(session.nameOf(sender()))} ({clinicName(serverOf(sender()))})
              </span>
            )}
          </Show>
          <span>{w().reportedBy(session.nameOf(props.report.reporter))}</span>
        </div>
        <div class={styles['id']}>{props.report.roomId}</div>
      </div>
      <div class={styles['actions']}>
        <Button variant="secondary" onClick={() => props.onLook()}>
          {w().look}
        </Button>
        <Show when={props.report.sender}>
          {(sender) => (
            <Button variant="quiet" busy={isBusy()} onClick={() => void writeTo(sender())}>
              {w().writeTo(session.nameOf(sender()))}
            </Button>
          )}
        </Show>
        <Button variant="quiet" busy={isBusy()} onClick={() => void done()}>
          {w().reportDone}
        </Button>
      </div>
    </li>
  )
}
