import { useNavigate } from '@solidjs/router'
import ClipboardPlus from 'lucide-solid/icons/clipboard-plus'
import MessageSquare from 'lucide-solid/icons/message-square'
import { createSignal, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { serverOf } from '#shared/matrix/ids.ts'
import { AvailabilityMark } from '../availability/index.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { directoryWords } from '../i18n/words/directory.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useMayBegin } from '../partners/index.ts'
import { Avatar, Button, StatusBadge, toast } from '../ui/index.ts'
import { ClinicName } from './ClinicName.tsx'
import styles from './directory.module.css'

/** A person as their clinic publishes them, and the way to write to them. */
export const PersonEntry = (props: { person: PractitionerRole }) => {
  const w = useWords(directoryWords)
  const errors = useWords(errorWords)
  const specialtyName = useWords(specialtyWords)
  const api = useClinicApi()
  const session = useSession()
  const navigate = useNavigate()
  const mayAsk = useMayBegin('consults')
  const mayWrite = useMayBegin('messaging')
  const [isBusy, setBusy] = createSignal(false)

  const mayBeAsked = () => {
    const { serviceId, takesConsults, userId } = props.person
    return serviceId !== null && takesConsults && api.has('consults') && mayAsk(serverOf(userId))
  }
  const ask = () => navigate(`/consults/new?${new URLSearchParams({ practitioner: props.person.userId })}`)
  const write = async () => {
    setBusy(true)
    const { userId, name } = props.person
    try {
      navigate(`/messages/${encodeURIComponent(await session.openDirect(userId))}`)
    } catch (error) {
      const { title, action } = errors()[errorCodeOf(error)]
      toast({ tone: 'danger', title: w().openFailedTitle(name), text: `${title}. ${action}` })
    } finally {
      setBusy(false)
    }
  }

  return (
    <li class={styles['entry']}>
      <Avatar name={props.person.name} />
      <div class={styles['main']}>
        <h3 class={styles['name']}>{props.person.name}</h3>
        <p class={styles['facts']}>
          <Show when={props.person.title}>
            <span>{props.person.title}</span>
          </Show>
          <span>{specialtyName()[props.person.specialty]}</span>
          <ClinicName server={serverOf(props.person.userId)} />
          <Show when={props.person.onCall}>
            <StatusBadge tone="success">{w().onCall}</StatusBadge>
          </Show>
          <AvailabilityMark of={props.person.notAvailable} />
        </p>
      </div>
      <Show when={props.person.userId !== session.userId} fallback={<span class={styles['muted']}>{w().you}</span>}>
        <div class={styles['ways']}>
          <Show when={api.has('messaging') && props.person.takesMessages && mayWrite(serverOf(props.person.userId))}>
            <Button icon={MessageSquare} busy={isBusy()} onClick={() => void write()}>
              {w().write}
            </Button>
          </Show>
          <Show when={mayBeAsked()}>
            <Button variant="secondary" icon={ClipboardPlus} onClick={ask}>
              {w().ask}
            </Button>
          </Show>
        </div>
      </Show>
    </li>
  )
}
